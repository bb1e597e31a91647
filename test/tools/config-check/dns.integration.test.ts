import * as fs from "node:fs";
import * as path from "node:path";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { configCheck } from "../../../tools/config-check/index";
import { withAwsVariables } from "../../../tools/support/aws-variables";
import { temporaryFolder } from "../../lib/example";
import { inLocalCloud } from "../../modules/local-cloud";
import { type Answers, dnsServer } from "../../servers/dns";

const project = path.resolve(__dirname, "../../..");
const account = "123456789012";
const staging = JSON.parse(
  fs
    .readFileSync(path.join(project, "envs", "medplum-staging.config.json"), "utf8")
    // Certificates of the file are other accounts'.
    .replace(/"(\w+)SslCertArn": "[^"]*",/g, ""),
) as Readonly<Record<string, unknown>>;

const cloud = inLocalCloud();
let answers: Answers = {};
const resolver = dnsServer(() => answers);

/** What --dns says of the original's example with some keys changed, and without its certificates. */
async function check(changes: object = {}): Promise<readonly string[]> {
  const folder = temporaryFolder();
  fs.writeFileSync(
    path.join(folder, "medplum.json"),
    JSON.stringify({ ...staging, accountNumber: account, ...changes }),
  );
  const lines: string[] = [];
  await configCheck(["medplum.json", "--dns", "--resolver", resolver()], {
    folder,
    root: project,
    env: cloud(),
    print: (line) => lines.push(line),
  });
  return lines;
}

/** Makes a zone and returns its name servers. */
async function createZone(name: string): Promise<string[]> {
  const made = await withAwsVariables(cloud(), () =>
    new Route53Client({ region: "us-east-1" }).send(
      new CreateHostedZoneCommand({ Name: name, CallerReference: `${name}-${Math.random()}` }),
    ),
  );
  return made.DelegationSet!.NameServers!;
}

const zone = staging["domainName"] as string;
let nameServers: string[];

test("a zone that the account does not have", async () => {
  expect(await check()).toEqual([
    `medplum.json: the account has no public zone ${zone}. Create it (aws route53 create-hosted-zone), or name another one.`,
  ]);
});

test("a zone that the world does not know, or looks for elsewhere, or cannot reach", async () => {
  nameServers = await createZone(zone);
  const listed = [...nameServers].sort().join(", ");
  answers = {};
  expect(await check()).toEqual([
    `medplum.json: the world does not know ${zone}, so that ACM would never validate its certificates. ` +
      `Set these as the name servers of ${zone} at its registrar, or as its NS records in the zone above: ${listed}.`,
  ]);
  answers = { [`NS ${zone}`]: ["ns1.old-provider.example", "ns2.old-provider.example"] };
  expect(await check()).toEqual([
    expect.stringContaining(
      `${zone} is delegated to ns1.old-provider.example, ns2.old-provider.example, which are not those of the zone. Set`,
    ),
  ]);
  answers = { [`NS ${zone}`]: "SERVFAIL" };
  expect(await check()).toEqual([
    expect.stringMatching(/cannot be looked up \(SERVFAIL: its name servers do not answer, or .* DS record/),
  ]);
});

test("a delegated zone is fine, unless CAA records keep ACM out", async () => {
  const delegated = { [`NS ${zone}`]: nameServers.map((server) => server.toUpperCase()) };
  answers = delegated;
  expect((await check())[0]).toBe("0 problems");
  const caa = (...issuers: string[]) => issuers.map((value) => ({ flags: 0, tag: "issue", value })) as never;
  answers = { ...delegated, [`CAA ${zone}`]: caa("letsencrypt.org; validationmethods=dns-01") };
  expect(await check()).toEqual([
    `medplum.json: CAA records of ${zone} let letsencrypt.org issue certificates, and not ACM. ` +
      `Add the record: ${zone} CAA 0 issue "amazon.com".`,
  ]);
  answers = { ...delegated, [`CAA ${zone}`]: caa(";") };
  expect(await check()).toEqual([expect.stringContaining("let nobody issue certificates")]);
  answers = { ...delegated, [`CAA ${zone}`]: caa("letsencrypt.org", "amazontrust.com") };
  expect((await check())[0]).toBe("0 problems");
});

test("two zones of one name, and credentials of another account", async () => {
  await createZone(zone);
  expect(await check()).toEqual([
    expect.stringMatching(
      /the account has 2 public zones .* Give the ID of the one that the domain's registrar delegates to\.$/,
    ),
  ]);
  expect(await check({ accountNumber: "210987654321" })).toEqual([
    "medplum.json: account is 210987654321, but the credentials belong to 123456789012. Use credentials of 210987654321, or " +
      "correct its account.",
  ]);
});
