import * as fs from "node:fs";
import { environmentProblems } from "../../../app/environment";
import type { Parameter } from "../../../tools/config-import/redcap/parameter-file";
import { parameters } from "../../../tools/config-import/redcap";
import {
  complete,
  evaluate,
  golden,
  goldenMap,
  imported,
  type Options,
  problems,
  run,
  smtpSecret,
} from "./command";

const file = "parameters.json";

describe("the golden parameters", () => {
  test("hold every parameter of the template, which has 32", () => {
    expect(Object.keys(goldenMap()).sort()).toEqual(Object.keys(parameters).sort());
    expect(Object.keys(parameters)).toHaveLength(32);
  });

  test("have the template's defaults", () => {
    for (const [key, { default: value }] of Object.entries<Parameter>(parameters)) {
      const asked = ["UseRoute53Boolean", "UseACMBoolean"].includes(key);
      if (value !== undefined && !asked) expect([key, goldenMap()[key]]).toEqual([key, value]);
    }
  });

  test("become this environment, which is valid", () => {
    const environment = evaluate(run(fs.readFileSync(golden, "utf8"), { ...complete, final: true }).text);
    expect(environment).toEqual({
      account: "111122223333",
      region: "us-east-1",
      redcap: {
        name: "example-redcap",
        network: {
          cidr: "10.1.0.0/16",
          availabilityZones: ["us-east-1a", "us-east-1b"],
          subnetCidrs: {
            "us-east-1a": { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" },
            "us-east-1b": { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" },
          },
        },
        domain: { name: "redcap.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } },
        redcapSource: {
          kind: "community",
          redcapVersion: "latest",
          credentialsSecretArn: complete["community-secret-arn"],
        },
        environments: {
          blue: { minInstances: 2, maxInstances: 2, phpVersion: "8.4" },
        },
        web: { instanceTypes: ["t3.micro"], ec2Key: { name: "redcap-key" } },
        database: { instanceClass: "db.t4g.medium" },
        application: { administratorEmail: "admins@example.edu", institution: "Example University Hospital" },
        mail: {
          transport: "api",
          fromAddress: "redcap@example.edu",
          existing: { region: "us-west-2", identityArn: complete["mail-identity-arn"] },
        },
      },
    });
    expect(environmentProblems("hospital", environment)).toEqual([]);
  });

  test("say nothing else when all that have a default are left out", () => {
    const withDefault = Object.entries<Parameter>(parameters).filter(([, p]) => p.default !== undefined);
    const route53 = { UseRoute53Boolean: "true", UseACMBoolean: "true" };
    const fewer = { ...Object.fromEntries(withDefault.map(([key]) => [key, undefined])), ...route53 };
    expect(imported(fewer).environment).toEqual(imported({}).environment);
  });
});

describe("passwords and logins", () => {
  const made = { SESUsername: 1, SESPassword: 2, DatabaseMasterPassword: 3, RedcapUname: 4, RedcapPword: 5 };
  const values = Object.fromEntries(Object.entries(made).map(([key, n]) => [key, `tell-nobody-${n}`]));
  const smtp = { "mail-identity-arn": undefined, "smtp-secret-arn": smtpSecret };

  test.each<[string, Record<string, unknown>, Options]>([
    ["a good import", {}, {}],
    ["one with SMTP", {}, smtp],
    ["one that is printed", {}, { stdout: true }],
    [
      "one that lacks everything",
      { EBEndpoint: "", WebAsgMin: "x" },
      Object.fromEntries(Object.keys(complete).map((k) => [k, undefined])),
    ],
  ])("are neither written nor shown by %s", (_, changes, options) => {
    const { text, printed, reported, error } = run(
      { ...goldenMap(), ...values, ...changes },
      { ...complete, ...options },
    );
    expect(`${text}${printed}${reported}${error}`).not.toContain("tell-nobody");
  });

  test("the user is told to delete a file that holds them, and nothing where they are masked", () => {
    expect(imported({}).notes).toContain(
      `${file} contains SESUsername, SESPassword, DatabaseMasterPassword, RedcapUname, RedcapPword: delete it`,
    );
    const masked = Object.fromEntries(Object.keys(made).map((key) => [key, "****"]));
    expect(imported(masked).notes).not.toContain("delete it");
  });

  test("the login of the REDCap Community goes into a secret, by a command that does not hold it", () => {
    const [problem, ...others] = problems({}, { "community-secret-arn": undefined });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^parameters.json: RedcapUname and RedcapPword are a login/);
    expect(problem).toContain('{"username": "…", "password": "…"}');
    expect(problem).toContain(
      "aws secretsmanager create-secret --region us-east-1 --name example-redcap-community",
    );
    expect(problem).toContain("--secret-string file://secret.json");
    expect(imported({}).notes).toContain("RedcapUname, RedcapPword: not in the file");
  });

  test("the login of SES is replaced by the instances' role, or goes into a secret", () => {
    const [problem, ...others] = problems({}, { "mail-identity-arn": undefined });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^parameters.json: SESUsername and SESPassword are a login/);
    expect(problem).toContain("--mail-identity-arn ARN --from-address ADDRESS (recommended)");
    expect(problem).toContain('{"username": "…", "password": "…"}');
    expect(problem).toContain("--name example-redcap-smtp");
    expect(problem).toContain("--no-mail");
  });

  test("the database's master password needs nothing", () => {
    expect(imported({}).notes).toMatch(
      /DatabaseMasterPassword: no counterpart, nothing to do: RDS generates .* secret example-redcap\/admin/,
    );
  });
});

describe("mail", () => {
  test("by SMTP it names the secret, and SESRegion", () => {
    const { redcap, notes } = imported({}, { "mail-identity-arn": undefined, "smtp-secret-arn": smtpSecret });
    expect(redcap["mail"]).toEqual({
      transport: "smtp",
      fromAddress: "redcap@example.edu",
      existing: { region: "us-west-2", smtpSecretArn: smtpSecret },
    });
    expect(notes).toContain(
      "SESUsername, SESPassword: not in the file: they are read from the secret of --smtp-secret-arn",
    );
  });

  test("with --no-mail there is none, and the user is told so", () => {
    const { redcap, notes } = imported(
      {},
      { "mail-identity-arn": undefined, "from-address": undefined, "no-mail": true },
    );
    expect(redcap["mail"]).toBeUndefined();
    expect(notes).toContain("--no-mail: no mail is sent");
  });

  test("what it lacks or mixes up is said", () => {
    expect(problems({}, { "from-address": undefined })).toEqual([
      expect.stringMatching(/^--from-address is required/),
    ]);
    expect(problems({}, { "from-address": "nobody" })).toEqual([
      '--from-address must be an email address (got "nobody")',
    ]);
    expect(problems({}, { "smtp-secret-arn": smtpSecret })).toEqual([
      expect.stringContaining("cannot be combined"),
    ]);
    expect(problems({ SESRegion: "" })).toEqual([expect.stringMatching(/SESRegion is required/)]);
    expect(problems({ SESRegion: "us-wets-2" })).toContain(
      `${file}: SESRegion must be an AWS region; did you mean us-west-2? (got "us-wets-2")`,
    );
    expect(problems({ SESRegion: "eu-west-1" })).toEqual([
      expect.stringContaining(
        "--mail-identity-arn must be an identity in SESRegion, eu-west-1 (got arn:aws:ses:us-west-2",
      ),
    ]);
    expect(problems({}, { "mail-identity-arn": "arn:aws:sns:us-west-2:111122223333:topic" })).toEqual([
      expect.stringContaining("--mail-identity-arn must be an ARN like arn:aws:ses:"),
    ]);
  });
});

describe("the options", () => {
  test("everything that is missing is listed at once, with what it is for", () => {
    const nothing = Object.fromEntries(Object.keys(complete).map((key) => [key, undefined]));
    const listed = problems({}, nothing);
    expect(listed.map((problem) => problem.split("\n")[0])).toEqual([
      "--name is required: the environment's name, such as prod",
      expect.stringContaining("--community-secret-arn is required"),
      expect.stringContaining("SESUsername and SESPassword are a login"),
      "--account is required: AWS account number, 12 digits.",
      "--administrator-email is required: Address of REDCap's first administrator.",
      "--institution is required: Name of the institution, shown on REDCap's pages.",
    ]);
  });

  test("without --region the user is told which one is taken", () => {
    expect(imported({}, { region: undefined }).notes).toContain("--region: not given, so it is us-east-1");
  });

  test("mistakes are said in the options' words", () => {
    expect(problems({}, { region: "use-east-1" })).toEqual([
      "--region must be an AWS region; did you mean us-east-1? (got use-east-1)",
    ]);
    expect(problems({}, { account: "1234", name: "Prod" })).toEqual([
      expect.stringMatching(/^--account must be an AWS account number.*got "1234"/),
      expect.stringMatching(/^--name must be 1 to 31 lower-case letters.*got Prod/),
    ]);
    expect(problems({}, { acount: "1", force: true, institution: "--stdout" })).toEqual([
      "--institution requires a value: Name of the institution, shown on REDCap's pages.",
      "--acount is not an option; did you mean --account?",
      expect.stringMatching(/^too many arguments: 1/),
      expect.stringMatching(/^--institution must/),
    ]);
  });

  test("--help shows the usage, which names every option", () => {
    const { printed, error } = run({}, { help: true });
    expect(error).toBe("");
    for (const option of Object.keys(complete)) expect(printed).toContain(`--${option} `);
  });
});
