import { environmentProblems } from "../../../app/environment";
import { evaluate, goldenMap, imported, problems, run, complete, type Options } from "./command";

/** What is written for the time in which the old stack runs. */
const trial = (changes: Readonly<Record<string, unknown>> = {}, options: Options = {}) => {
  const one = imported(changes, { ...options, final: undefined });
  const { text } = run({ ...goldenMap(), ...changes }, { ...complete, ...options });
  return { ...one, text };
};
const withoutRoute53 = { UseRoute53Boolean: "false", UseACMBoolean: "false" };
const arn = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555";
const external = { domain: "redcap.hospital.org", "certificate-arn": arn };

/** The steps of the move, numbers left out. */
const steps = (notes: string): string[] =>
  notes
    .slice(notes.indexOf("At the move, in this order"))
    .split("\n")
    .flatMap((line) => /^ {2,}[0-9]+\. (.*)$/.exec(line)?.[1] ?? []);

describe("the file that is written can be applied while the old stack runs", () => {
  test("it has another name in the zone, no mail and no cron, and is valid", () => {
    const { redcap, environment } = trial();
    const final = imported({}).redcap;
    expect(redcap).toEqual({
      ...Object.fromEntries(Object.entries(final).filter(([key]) => key !== "mail")),
      domain: { name: "redcap-trial.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } },
      application: { ...(final["application"] as unknown as object), cron: false },
    });
    expect(environmentProblems("hospital", environment)).toEqual([]);
  });

  test("its inputs are in the order in which they are read", () => {
    const keys = Object.keys(trial().redcap);
    expect(keys).toEqual(Object.keys(imported({}).redcap).filter((key) => key !== "mail"));
  });

  test.each([
    ["a name below the zone", {}, {}, "redcap-trial.example.edu"],
    ["the zone's own name", {}, { domain: "example.edu" }, "trial.example.edu"],
    ["a name of several labels", {}, { domain: "a.b.example.edu" }, "a-trial.b.example.edu"],
    ["a label of the maximum length", { DomainName: "r".repeat(63) }, {}, "trial.example.edu"],
    [
      "a zone by its ID",
      { HostedZoneName: "", DomainName: "" },
      { domain: "example.edu" },
      "trial.example.edu",
    ],
    ["a name of one's own", {}, { "trial-domain": "redcap-new.example.edu" }, "redcap-new.example.edu"],
  ])("%s: a name that is free, and in the zone", (_, changes, options, expected) => {
    expect(trial(changes, options).redcap["domain"]).toMatchObject({ name: expected });
  });

  test("a certificate for the real name is for the move: ACM issues one for the trial", () => {
    const { redcap, notes } = trial({}, { "certificate-arn": arn });
    expect(redcap["domain"]).not.toHaveProperty("existingCertificate");
    expect(steps(notes)).toContainEqual(
      expect.stringContaining(
        `set domain.name: "redcap.example.edu", add existingCertificate: { arn: "${arn}" } to it, add mail: {`,
      ),
    );
  });

  test("where DNS is elsewhere, no record is in the way, and the name stays", () => {
    const { redcap, notes } = trial(withoutRoute53, external);
    expect(redcap["domain"]).toEqual({ name: "redcap.hospital.org", existingCertificate: { arn } });
    expect(notes).toContain("map the name to an address of the new load balancer in the hosts file");
    expect(steps(notes)).toContain(
      "point the record redcap.hospital.org to the new load balancer (an output)",
    );
  });

  test("without a domain it has no mail and no cron either", () => {
    const { redcap } = trial(withoutRoute53, { "plain-http": "trial without patient data" });
    expect(redcap).not.toHaveProperty("mail");
    expect(redcap["application"]).toMatchObject({ cron: false });
  });

  test("what the name must be is said", () => {
    const say = (options: Options, changes = {}) => problems(changes, options);
    expect(say({ "trial-domain": "redcap.example.edu" })).toEqual([
      expect.stringMatching(
        /^--trial-domain must be another name than redcap\.example\.edu, below example\.edu/,
      ),
    ]);
    expect(say({ "trial-domain": "redcap.example.org" })).toEqual([
      expect.stringMatching(
        /^--trial-domain must be another name than redcap\.example\.edu, below example\.edu/,
      ),
    ]);
    expect(say({ "trial-domain": "new.example.edu", final: true })).toEqual([
      expect.stringMatching(/^--trial-domain cannot be combined with --final/),
    ]);
    expect(say({ "trial-domain": "new.hospital.org", ...external }, withoutRoute53)).toEqual([
      expect.stringMatching(/^--trial-domain is for UseRoute53Boolean true/),
    ]);
    expect(say({ "trial-domain": "Red_Cap.example.edu" })).toEqual([
      expect.stringMatching(/^--trial-domain must be a domain name in lower case/),
    ]);
  });

  test("what mail lacks is said now, not at the move", () => {
    expect(problems({}, { "from-address": "nobody" })).toEqual([
      '--from-address must be an email address (got "nobody")',
    ]);
  });
});

describe("what to change at the move", () => {
  test("is said in its order, with the values, and is at the top of the file", () => {
    const { notes, text } = trial();
    const said = steps(notes);
    expect(said).toEqual([
      "take the old REDCap offline, and bring its database and files over once more (modules/redcap/README.md, step 8)",
      "delete the old record redcap.example.edu, which the old stack made: Route 53 refuses a second one",
      expect.stringMatching(
        /^set domain\.name: "redcap\.example\.edu", add mail: \{ transport: "api", .*\}, and apply$/,
      ),
      "set the universal sender in the Control Center to mail.fromAddress",
      "last, remove cron: false and apply: jobs that were due meanwhile run then",
    ]);
    for (const step of said) expect(text).toContain(step);
    expect(evaluate(text)).toMatchObject({ redcap: { domain: { name: "redcap-trial.example.edu" } } });
  });

  test("makes of the trial what --final writes", () => {
    const { redcap, notes } = trial({}, { "certificate-arn": arn });
    const [change] = steps(notes).filter((step) => step.startsWith("set domain.name"));
    const [, name, certificate, mail] =
      /^set domain\.name: ("[^"]+"), add existingCertificate: (\{.*\}) to it, add mail: (\{.*\}), and apply$/.exec(
        change!,
      )!;
    const value = (text: string): unknown => new Function(`return (${text})`)();
    const { cron, ...application } = redcap["application"] as unknown as { cron: boolean };
    expect(cron).toBe(false);
    expect({
      ...(redcap as object),
      domain: {
        ...(redcap["domain"] as unknown as object),
        name: value(name!),
        existingCertificate: value(certificate!),
      },
      mail: value(mail!),
      application,
    }).toEqual(imported({}, { "certificate-arn": arn }).redcap);
  });

  test("has no mail with --no-mail, but a reminder", () => {
    const { notes } = trial(
      {},
      { "mail-identity-arn": undefined, "from-address": undefined, "no-mail": true },
    );
    expect(steps(notes)).toContain("add mail, if REDCap is to send any");
    expect(steps(notes).join()).not.toContain("add mail:");
  });

  test("is the same where the two names are no siblings: the load balancer's rule takes another domain in place", () => {
    const apart = steps(trial({}, { domain: "example.edu" }).notes);
    expect(apart).toContainEqual(expect.stringMatching(/^set domain\.name: "example\.edu"/));
    expect(apart).toHaveLength(steps(trial().notes).length);
  });

  test("is nothing with --final, which writes name, mail and cron of the stack", () => {
    const { redcap, notes } = imported({});
    expect(notes).not.toContain("At the move");
    expect(redcap["domain"]).toMatchObject({ name: "redcap.example.edu" });
    expect(redcap["application"]).not.toHaveProperty("cron");
  });
});
