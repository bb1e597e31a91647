import { valueAt } from "../../../app/medplum-config/additions";
import { type Key, keys } from "../../../app/medplum-config/keys";
import { outcomes } from "../../../app/medplum-config/outcomes";
import { parameterValue } from "../../../app/outside";
import { cases } from "./key-cases";
import { external, translated } from "./example";

const subnets = (tier: string) => [`subnet-0${tier}`, `subnet-1${tier}`];
/** What an environment's file has to add for vpcId. */
const existingNetwork = {
  vpcId: "vpc-0123456789abcdef0",
  publicSubnetIds: subnets("a"),
  appSubnetIds: subnets("b"),
  dataSubnetIds: subnets("c"),
};

test("there is a case of every key, and an outcome", () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(keys).sort());
  expect(Object.keys(outcomes).sort()).toEqual(Object.keys(keys).sort());
});

describe.each(Object.keys(keys) as Key[])("%s", (key) => {
  const [value, expected, others = {}] = cases[key];
  const additions = key === "vpcId" ? { existingNetwork } : {};
  const { inputs, notes, warnings, problems } = translated({ ...others, [key]: value }, additions);

  test("makes valid inputs", () => {
    expect(problems).toEqual([]);
    for (const [name, wanted] of Object.entries(expected))
      expect({ [name]: inputs[name] }).toMatchObject({ [name]: wanted as unknown });
  });

  const { input } = outcomes[key];
  if (input !== undefined && key !== "skipDns")
    test(`sets ${input}, as the table of keys says`, () => {
      expect(valueAt(inputs, input)).toBeDefined();
    });
  else if (key !== "accountNumber" && key !== "region")
    test("has a note or a warning that says why it sets no input", () => {
      expect(
        [...notes, ...warnings].filter((text) => text.match(new RegExp(`^${key}(:| has| is) `))),
      ).toHaveLength(1);
    });
});

test("name, account and region of the file are the environment's", () => {
  const { environment } = translated({});
  expect(environment).toMatchObject({
    account: "647991932601",
    region: "us-east-1",
    tags: { "medplum:environment": "staging" },
  });
});

test.each([
  [
    { apiSslCertArn: external("/m/api", "string") },
    "api.existingCertificate.arn",
    parameterValue("/m/api", "string"),
  ],
  [
    { desiredServerCount: external("/m/n", "number") },
    "server.scaling.min",
    parameterValue("/m/n", "number"),
  ],
  [{ serverImage: external("/m/image", "string") }, "server.image", parameterValue("/m/image", "string")],
  [
    { rdsInstanceType: external("/m/class", "string") },
    "database.instanceClass",
    parameterValue("/m/class", "string"),
  ],
  [
    { rdsInstanceVersion: external("/m/v", "string") },
    "database.engineVersion",
    parameterValue("/m/v", "string"),
  ],
  [
    { cacheNodeType: external("/m/node", "string") },
    "caches.main.nodeType",
    parameterValue("/m/node", "string"),
  ],
  [
    { workerServices: [{ id: "a", serverCpu: external("/m/cpu", "number") }] },
    "workers.a.cpu",
    parameterValue("/m/cpu", "number"),
  ],
  [
    { environment: { "MEDPLUM.X": external("/m/x", "string") } },
    "server.environment.MEDPLUM.X",
    parameterValue("/m/x", "string"),
  ],
])("%j goes to %s as Terraform reads it", (changes, input, expected) => {
  const { inputs, problems } = translated(changes);
  expect(problems).toEqual([]);
  expect(valueAt(inputs, input)).toEqual(expected);
});

test.each<[Key, string]>([
  ["name", "string"],
  ["accountNumber", "string"],
  ["region", "string"],
  ["domainName", "string"],
  ["maxAzs", "number"],
  ["rdsInstances", "number"],
  ["apiInternetFacing", "boolean"],
  ["rdsProxyEnabled", "boolean"],
  ["appApiProxy", "boolean"],
  ["skipDns", "boolean"],
])("%s decides what is made, and must be in the file itself", (key, type) => {
  expect(translated({ [key]: external("/m/x", type) }).problems).toEqual([
    `medplum.json: ${key} must be in the file itself: it decides what is created, and Terraform reads Parameter Store only at plan`,
  ]);
});
