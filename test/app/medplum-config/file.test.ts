import * as fs from "node:fs";
import * as path from "node:path";
import { parameterValue } from "../../../app/outside";
import { type ConfigFile, readConfigFile } from "../../../app/medplum-config/file";
import { keys, requiredKeys } from "../../../app/medplum-config/keys";
import { zonesOf } from "../../../lib/aws/zones";
import { regions } from "../../../lib/aws/regions";

/** The example of the original document, as it is printed there. */
const staging = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, "../../../envs/medplum-staging.config.json"), "utf8"),
) as object;
const read = (document: unknown): ConfigFile =>
  readConfigFile("medplum.json", Buffer.from(JSON.stringify(document)));
const problems = (change: object): readonly string[] => read({ ...staging, ...change }).problems;
const external = (key: string, type: string) => ({ system: "aws_ssm_parameter_store", key, type });

test("the original document's example is read as it is", () => {
  const { values, external: elsewhere, problems: found } = read(staging);
  expect(found).toEqual([]);
  expect(values).toEqual(staging);
  expect(elsewhere.size).toBe(0);
});

test("there are the 79 keys of version 5.2.13, and the two that only older versions had", () => {
  expect(Object.keys(keys)).toHaveLength(81);
  expect(Object.keys(staging).filter((key) => !Object.hasOwn(keys, key))).toEqual([]);
});

test("a value may be in Parameter Store, at any depth, and is then of the key's type", () => {
  const {
    values,
    external: elsewhere,
    problems: found,
  } = read({
    ...staging,
    apiSslCertArn: external("/medplum/api-certificate", "string"),
    desiredServerCount: external("/medplum/count", "number"),
    workerServices: [{ id: "jobs", serverImage: external("/medplum/image", "string"), desiredCount: 1 }],
  });
  expect(found).toEqual([]);
  expect(Object.fromEntries(elsewhere)).toEqual({
    apiSslCertArn: { key: "/medplum/api-certificate", type: "string" },
    desiredServerCount: { key: "/medplum/count", type: "number" },
    "workerServices[0].serverImage": { key: "/medplum/image", type: "string" },
  });
  expect(values.apiSslCertArn).toEqual(parameterValue("/medplum/api-certificate", "string"));
  expect(values.workerServices).toEqual([
    { id: "jobs", serverImage: parameterValue("/medplum/image", "string"), desiredCount: 1 },
  ]);
});

test.each([
  [
    { serverCpus: 256 },
    "medplum.json: serverCpus is not a key of Medplum's configuration; did you mean serverCpu?",
  ],
  [{ nonsense: 1 }, "medplum.json: nonsense is not a key of Medplum's configuration"],
  [{ apiPort: "5000" }, 'medplum.json: apiPort must be a number (got "5000")'],
  [{ clamscanEnabled: "true" }, 'medplum.json: clamscanEnabled must be true or false (got "true")'],
  [{ domainName: 5 }, "medplum.json: domainName must be text (got 5)"],
  [{ domainName: null }, "medplum.json: domainName must be text (got null)"],
  [
    { loadBalancerAlgorithm: "random" },
    'medplum.json: loadBalancerAlgorithm must be one of round_robin, least_outstanding_requests, weighted_random (got "random")',
  ],
  [{ workerServices: {} }, "medplum.json: workerServices must be a list (got {})"],
  [{ environment: ["A=b"] }, 'medplum.json: environment must be an object (got ["A=b"])'],
  [{ environment: { A: 1 } }, "medplum.json: environment.A must be text (got 1)"],
  [
    { fargateAutoScaling: { minCapcity: 1 } },
    "medplum.json: fargateAutoScaling.minCapcity is not a key of Medplum's configuration; did you mean minCapacity?",
  ],
  [{ cacheRedis: { nodeType: 5 } }, "medplum.json: cacheRedis.nodeType must be text (got 5)"],
  [
    { apiSslCertArn: { system: "vault", key: "x", type: "string" } },
    'medplum.json: apiSslCertArn must have the system aws_ssm_parameter_store, the only one supported (got "vault")',
  ],
  [
    { serverCpu: external("/medplum/cpu", "string") },
    'medplum.json: serverCpu must have the type number (got "string")',
  ],
  [
    { apiSslCertArn: external("", "string") },
    'medplum.json: apiSslCertArn must have the name of a parameter as key (got "")',
  ],
  [
    { apiSslCertArn: { arn: "x" } },
    'medplum.json: apiSslCertArn must be text, or {system, key, type} of a parameter in Parameter Store (got {"arn":"x"})',
  ],
])("%j is one problem, which says where and why", (change, problem) => {
  expect(problems(change)).toEqual([problem]);
});

test.each(requiredKeys.map((key) => [key]))("a file without %s has one problem", (key) => {
  expect(problems({ [key]: undefined })).toEqual([`medplum.json: ${key} is missing`]);
});

test("a value that is wrong is not missing, too, and one in Parameter Store is there", () => {
  expect(problems({ domainName: 5 })).toHaveLength(1);
  expect(problems({ domainName: external("/medplum/domain", "string") })).toEqual([]);
});

test("a file that holds no object is one problem more than its missing keys", () => {
  expect(read([]).problems[0]).toBe("medplum.json must be an object (got [])");
});

test("what is not JSON is said with line and column", () => {
  expect(() => readConfigFile("medplum.json", Buffer.from('{\n  "name": "staging",\n}'))).toThrow(
    "medplum.json:3:1: not JSON: expected a key in double quotes (no comma may follow the last entry)",
  );
});

test("every region has zones, at least two, with its name", () => {
  for (const region of regions) {
    const zones = zonesOf(region);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.length).toBeGreaterThanOrEqual(2);
    for (const zone of zones) expect(zone).toMatch(new RegExp(`^${region}[a-f]$`));
  }
});
