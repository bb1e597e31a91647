import { z } from "zod";
import local from "../../envs/local";
import { Medplum } from "../../modules/medplum";
import { terraformEnvironment } from "../../tools/terraform";
import { type Inputs, plannedAddresses } from "./addresses";

// Addresses are a contract: what changes its address is destroyed and made anew.

const base: Inputs = z.object(Medplum.definition.inputs).parse(local.medplum);
const of = (key: string) => base[key] as Inputs;
const added = (key: string, more: object): Inputs => ({ ...base, [key]: { ...of(key), ...more } });

const variants: Readonly<Record<string, Inputs>> = {
  base,
  no_scan: { ...base, malwareScan: undefined },
  clamav: { ...base, malwareScan: { clamav: {}, untagged: "readable" } },
  zone: added("network", { availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"] }),
  worker: added("workers", { mail: { cpu: 512, memory: 1024, scaling: { min: 1 } } }),
  cache: added("caches", { "rate-limit": {} }),
  reader: added("database", { readers: { reports: {} } }),
  mutual_tls: added("api", { mutualTls: { domainName: "mtls.medplum.example.edu" } }),
  key: added("signingKey", { keys: { ...(of("signingKey")["keys"] as object), b: {} } }),
  active_key: added("signingKey", {
    keys: { ...(of("signingKey")["keys"] as object), b: {} },
    activeKey: "b",
  }),
  api_proxy: added("app", { apiProxy: {} }),
  setting: added("settings", { maxBatchSize: "80mb" }),
};

let planned: Record<string, string[]>;
beforeAll(async () => {
  const full = Object.entries(variants).map(([name, inputs]) => [
    name,
    z.object(Medplum.definition.inputs).parse(inputs),
  ]);
  planned = await plannedAddresses(
    "medplum",
    Object.fromEntries(full) as Record<string, Inputs>,
    await terraformEnvironment(),
  );
}, 600_000);

/** What a variant has and the base has not. Nothing of the base may be missing. */
function more(variant: string, from = "base"): string[] {
  expect(planned[from]!.filter((address) => !planned[variant]!.includes(address))).toEqual([]);
  return planned[variant]!.filter((address) => !planned[from]!.includes(address));
}

test.each<[string, RegExp, number]>([
  ["zone", /\["us-east-1c"\]$/, 5],
  ["worker", /^module\.worker\["mail"\]\.|^module\.monitoring\..*mail/, 10],
  ["cache", /rate-limit|RateLimitRedisSecrets/, 5],
  ["reader", /reports|reader|readonlyDatabase/i, 3],
  ["mutual_tls", /mutual_tls|mtls/, 5],
  ["api_proxy", /^module\.app\[0\]\.module\.distribution\.aws_cloudfront_function\.page\[0\]$/, 1],
  ["key", /\["b"\]$/, 1],
  ["setting", /^module\.config\.aws_ssm_parameter\.value\["maxBatchSize"\]$/, 1],
])("a %s adds what is its own, and leaves every other address alone", (variant, own, least) => {
  const addresses = more(variant);
  expect(addresses.filter((address) => !own.test(address))).toEqual([]);
  expect(addresses.length).toBeGreaterThanOrEqual(least);
});

/** What there is of a malware scan: the module, the bucket's events for it, alarms. */
const ofScan =
  /^module\.malware_scan\[0\]\.|^module\.files\.aws_s3_bucket_notification\.events\[0\]$|^module\.monitoring\.aws_cloudwatch_metric_alarm\.[a-z]+\["malware-/;

test.each([
  ["base", 15],
  ["clamav", 30],
])(
  "turning a malware scan on (%s) adds what is its own, and leaves every other address alone",
  (on, least) => {
    const addresses = more(on, "no_scan");
    expect(addresses.filter((address) => !ofScan.test(address))).toEqual([]);
    expect(addresses.length).toBeGreaterThanOrEqual(least);
  },
);

test("another signing key becomes the active one without a change of any resource's address", () => {
  expect(more("active_key", "key")).toEqual([]);
});
