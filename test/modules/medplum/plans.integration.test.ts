import { Medplum } from "../../../modules/medplum";
import { makePrerequisites } from "../../../tools/local/prerequisites";
import { modules } from "../../contract/examples";
import { inputsBehind } from "../../contract/reaches";
import { askJson, cloudOf } from "../../iam/cloud";
import { verdict, type WebAcl } from "../firewall/evaluate";
import { capacity } from "../firewall/web-acl";
import { inLocalCloud } from "../local-cloud";
import { argumentsOf, planCalls, printedPlan } from "../synthesis";
import { base, changed } from "./base";
import { calls } from "./calls";
import { served, stopped } from "./firewall/requests";

// What only a plan shows: what AWS accepts and the server does not, and what is in an operator's own secrets.

const env = inLocalCloud();

const connection = {
  host: "database.example.edu",
  port: 5432,
  dbname: "medplum",
  username: "medplum",
  password: "secret",
  ssl: { require: true },
};

const egress = { database: { port: 5432, cidr: "10.0.0.0/8" } };

const secretArns: Record<string, string> = {};
/** What a plan prints. Without firewalls, which take the provider longer than all the rest: `calls` has them. */
const plan = (changes: object) =>
  printedPlan(
    Medplum,
    { medplum: argumentsOf(Medplum, changed({ firewall: withoutFirewalls, ...changes })) },
    { env: env(), nested: modules },
  ).then(unwrapped);
const disabled = { disabled: { reason: "What is printed is not about them" } };
const withoutFirewalls = { api: disabled, app: disabled, storage: disabled };
/** Terraform's text without its line breaks and frames. */
const unwrapped = (text: string): string => text.replace(/[│\s]+/g, " ");

beforeAll(async () => {
  const cloud = cloudOf(env());
  await makePrerequisites(cloud.url);
  const secrets = {
    whole: connection,
    hostless: { ...connection, host: undefined },
    plain: { ...connection, ssl: undefined },
  };
  for (const [name, content] of Object.entries(secrets)) {
    const { ARN } = await askJson(cloud, "secretsmanager.CreateSecret", {
      Name: name,
      SecretString: JSON.stringify(content),
      ClientRequestToken: `11111111-2222-3333-4444-${name.padEnd(12, "0")}`,
    });
    secretArns[name] = ARN as string;
  }
}, 300_000);

test("what does not start or work well is warned of: sizes, too many connections, server and scan without internet access, open registration, half of a reCAPTCHA", async () => {
  const printed = await plan({
    server: { ...base.server, cpu: 256, memory: 512, image: "medplum/medplum-server:latest" },
    workers: { jobs: { cpu: 256, memory: 1024, scaling: { min: 1, max: 3, cpu: {} } } },
    connectionsPerTask: 100,
    network: { ...base.network, natGateways: "none", interfaceEndpoints: ["logs", "events"] },
    malwareScan: { clamav: {} },
    settings: { recaptchaSiteKey: "site" },
  });
  expect(printed).toMatch(
    /recaptchaSiteKey \(settings\) and recaptchaSecretKey \(secret_settings\) belong together/,
  );
  expect(printed).toMatch(/Whoever reaches the app may register a user/);
  expect(printed).toMatch(/Less than 1024 MiB of memory: server\./);
  expect(printed).toMatch(/a quarter of a vCPU: jobs, server\./);
  expect(printed).toMatch(/up to 2 x 5 tasks with 100 connections each exceed the 383 that/);
  expect(printed).toMatch(/is tagged latest/);
  expect(printed).toMatch(/network\.interface_endpoints, which lacks ecr\.api, ecr\.dkr: no file would be/);
  expect(printed).toMatch(/gets neither its image from Docker Hub nor new definitions/);
  expect(printed).toMatch(
    /which lacks ecr\.api, ecr\.dkr, email, kms, secretsmanager, ssm: they would not start/,
  );
  expect(printed).toMatch(/Without internet access nobody can set a password in Medplum/);
}, 600_000);

test("what is large enough is not, and an existing database is taken from its secrets", async () => {
  const { whole } = secretArns;
  const printed = await plan({
    database: undefined,
    existingDatabase: { secretArn: whole, egress, reader: { secretArn: whole } },
    allowedOrigins: ["https://portal.example.edu"],
    settings: { registerEnabled: "false" },
    mail: {
      supportEmail: "support@example.edu",
      existing: { identityArn: "arn:aws:ses:us-east-1:123456789012:identity/example.edu" },
    },
  });
  expect(printed).toMatch(/Plan: [0-9]+ to add, 0 to change, 0 to destroy/);
  const failed = [...printed.matchAll(/Check block assertion failed on \S+ line \d+, in check\.(\w+)/g)];
  // That there are none is said.
  expect(failed.map(([, check]) => check).sort()).toEqual(["app_firewall", "firewall", "storage_firewall"]);
  expect(printed).not.toMatch(/aws_rds_cluster/);
}, 600_000);

describe("several calls in one plan", () => {
  let planned: Awaited<ReturnType<typeof planCalls>>;

  beforeAll(async () => {
    planned = await planCalls(Medplum, calls, { env: env(), nested: modules });
  }, 600_000);

  /** The Content-Security-Policy of a distribution, by directive, and the header next to it. */
  const headersOf = (name: string, distribution: string) => {
    const address = `module.${distribution}.aws_cloudfront_response_headers_policy.headers`;
    const config = planned[name]!.get(address)!.values["security_headers_config"] as {
      content_security_policy: { content_security_policy: string }[];
      frame_options: { frame_option: string }[];
    }[];
    const [{ content_security_policy: policies, frame_options: frames }] = config as [
      (typeof config)[number],
    ];
    const directives = policies[0]!.content_security_policy.split("; ").map((text) => text.split(" "));
    return {
      policy: Object.fromEntries(directives.map(([directive, ...sources]) => [directive, sources])),
      frames: frames.map(({ frame_option: option }) => option),
    };
  };
  const ofApp = (name: string) => headersOf(name, "app[0].module.distribution");
  const ofFiles = (name: string) => headersOf(name, "storage_distribution[0]");

  test("another key that signs is written to the server's settings", () => {
    const versions = Object.values(planned).map(
      (resources) =>
        resources.get('module.config.aws_ssm_parameter.secret["signingKey"]')!.values["value_wo_version"],
    );
    expect(versions.every((version) => Number.isInteger(version))).toBe(true);
    expect(new Set(versions).size).toBe(3);
  });

  test("the server keeps idle connections longer than the load balancer, which must be the one to end them", () => {
    for (const [name, idle] of [
      ["first", 60],
      ["second", 300],
    ] as const) {
      const resources = planned[name]!;
      expect(resources.get("module.load_balancer.aws_lb.this")!.values["idle_timeout"]).toBe(idle);
      const kept = resources.get('module.config.aws_ssm_parameter.value["keepAliveTimeout"]')!.values;
      expect(Number(kept["insecure_value"])).toBeGreaterThan(idle * 1000);
    }
  });

  test("the app may use itself, the server, the files and the bucket to which it uploads, and nobody else", () => {
    const { policy, frames } = ofApp("first");
    const files = "https://storage.example.edu";
    expect(policy).toMatchObject({
      "default-src": ["'none'"],
      "connect-src": [
        "'self'",
        "https://api.example.edu",
        "wss://api.example.edu",
        files,
        "https://medplum-files-123456789012-us-east-1.s3.us-east-1.amazonaws.com",
      ],
      "frame-src": ["'self'", files],
      "img-src": ["'self'", "data:", files],
      "media-src": ["'self'", files],
      "script-src": ["'self'"],
      "frame-ancestors": ["'none'"],
      "upgrade-insecure-requests": [],
    });
    expect(Object.values(policy).flat().join(" ")).not.toMatch(/google|gstatic|medplum\.com/);
    expect(frames).toEqual(["DENY"]);
  });

  test("what the caller adds is added, 'none' gives way, and Google's sources come with its settings", () => {
    const { policy, frames } = ofApp("second");
    expect(policy["connect-src"]).toEqual(
      expect.arrayContaining([
        "https://terminology.example.edu",
        "https://accounts.google.com/gsi/",
        // S3's certificate does not cover a name with dots.
        "https://s3.us-east-1.amazonaws.com/files.example.edu/",
      ]),
    );
    expect(policy["script-src"]).toEqual([
      "'self'",
      "https://accounts.google.com/gsi/client",
      "https://www.google.com/recaptcha/",
      "https://www.gstatic.com/recaptcha/",
    ]);
    expect(policy["frame-ancestors"]).toEqual(["https://portal.example.edu"]);
    expect(frames).toEqual([]);
  });

  test("the web apps may frame files, and no header says otherwise", () => {
    expect(ofFiles("first")).toMatchObject({
      policy: { "frame-ancestors": ["https://app.example.edu"], "default-src": ["'none'"] },
      frames: [],
    });
    expect(ofFiles("second").policy["frame-ancestors"]).toEqual([
      "https://app.example.edu",
      "https://portal.example.edu",
      "http://localhost:3000",
    ]);
  });

  test("one list of origins feeds the server, the bucket and the files' headers", () => {
    const origins = [
      "https://app.example.edu",
      "https://portal.example.edu",
      "http://localhost:3000",
      "http://intranet",
    ];
    const second = planned["second"]!;
    const headers = "module.storage_distribution[0].aws_cloudfront_response_headers_policy.headers";
    const [cors] = second.get(headers)!.values["cors_config"] as {
      access_control_allow_origins: { items: string[] }[];
    }[];
    expect([...cors!.access_control_allow_origins[0]!.items].sort()).toEqual([...origins].sort());
    const [rule] = second.get("module.files.aws_s3_bucket_cors_configuration.cors[0]")!.values[
      "cors_rule"
    ] as {
      allowed_origins: string[];
    }[];
    expect([...rule!.allowed_origins].sort()).toEqual([...origins].sort());
    expect(
      second.get('module.config.aws_ssm_parameter.value["allowedOrigins"]')!.values["insecure_value"],
    ).toBe(origins.slice(1).join(","));
  });

  test("the API is next to the app only where it is asked for, and nothing of it is cached", () => {
    const behaviors = (name: string) =>
      planned[name]!.get("module.app[0].module.distribution.aws_cloudfront_distribution.this")!.values[
        "ordered_cache_behavior"
      ];
    expect(behaviors("first")).toEqual([]);
    expect(behaviors("second")).toMatchObject([
      { path_pattern: "/api/*", cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" },
    ]);
  });

  test("what is served elsewhere gets no distribution, certificate, record or bucket", () => {
    const edge = (name: string) =>
      [...planned[name]!.keys()].filter((address) =>
        /^module\.(app|edge_[a-z]+|storage_[a-z]+)[[]/.test(address),
      );
    expect(edge("own")).toEqual([]);
    expect(edge("first").length).toBeGreaterThan(20);
    // A distribution of the caller's own reads the bucket, whose policy is unknown where the scan's role is in it.
    expect(inputsBehind("medplum", "module.files.aws_s3_bucket_policy.access")).toContain(
      "storage.served_elsewhere.distribution",
    );
  });

  test("each engine of the malware scan makes its own, in front of the bucket that the caller's or our distribution reads", () => {
    const scan = (call: string) =>
      [...planned[call]!.entries()]
        .filter(([address]) => address.startsWith("module.malware_scan[0]."))
        .map(([, { type }]) => type);
    expect(scan("first")).toEqual([]);
    expect(scan("second")).toContain("aws_guardduty_malware_protection_plan");
    expect(scan("second")).not.toContain("aws_ecs_service");
    expect(scan("own")).toContain("aws_ecs_service");
    expect(scan("own")).not.toContain("aws_guardduty_malware_protection_plan");
    const invalidates = (call: string) =>
      planned[call]!.get("module.malware_scan[0].aws_lambda_function.invalidate_function[0]");
    expect(invalidates("second")).toBeDefined();
    expect(invalidates("own")!.values["environment"]).toEqual([
      { variables: { DISTRIBUTION_IDS: "E0123456789ABC" } },
    ]);
  });

  test("a malware scan has its alarms, and the bucket sends its events", () => {
    const alarms = (call: string) =>
      [...planned[call]!.entries()]
        .filter(([address]) => address.startsWith("module.monitoring.aws_cloudwatch_metric_alarm.this["))
        .map(([, { index }]) => index!)
        .filter((index) => index.startsWith("malware-"))
        .sort();
    expect(alarms("first")).toEqual([]);
    expect(alarms("second")).toEqual(["malware-cached"]);
    expect(alarms("own")).toEqual([
      "malware-cached",
      "malware-definitions-old",
      "malware-scan-failed",
      "malware-scan-unhealthy",
      "malware-scan-waiting",
    ]);
    const events = "module.files.aws_s3_bucket_notification.events[0]";
    expect(Object.keys(calls).filter((call) => planned[call]!.has(events))).toEqual(["second", "own"]);
  });

  /** A planned web ACL; undefined where there is none. */
  const webAcl = (call: string, firewall: string) =>
    planned[call]!.get(`module.${firewall}[0].aws_wafv2_web_acl.this`)?.values as unknown as WebAcl;

  test.each([
    ["first", "firewall"],
    ["own", "mutual_tls_firewall"],
  ])("%s: the %s serves what is Medplum's and stops what is not", (call, firewall) => {
    const acl = webAcl(call, firewall);
    for (const given of Object.values(served)) expect(verdict(acl, given)).toBe("allow");
    for (const [given, rule] of Object.values(stopped)) expect(verdict(acl, given)).toBe(rule);
  });

  test("the app's firewall passes the server's requests on where the API is next to the app, and only there", () => {
    const blocked = (call: string) =>
      Object.values(served)
        .map((given) => ({
          ...given,
          path: given.path.startsWith("/api/") ? given.path : `/api${given.path}`,
        }))
        .filter((given) => verdict(webAcl(call, "app_firewall"), given) !== "allow");
    expect(blocked("second")).toEqual([]);
    expect(blocked("first").length).toBeGreaterThan(5);
    const used = webAcl("second", "app_firewall").rule.reduce(
      (sum, { statement }) => sum + capacity(statement[0]!),
      0,
    );
    // Groups, a rate limit that leaves static files out, five lists of paths, ten exceptions.
    expect(used).toBe(925 + (2 + 3) + 5 * 23 + 10);
  });

  test("no firewall is before what is not there, or where a reason is given; each has its alarm in its region", () => {
    const all = ["firewall", "mutual_tls_firewall", "app_firewall", "storage_firewall"];
    const made = (call: string) => all.filter((firewall) => webAcl(call, firewall));
    expect(made("first")).toEqual(["firewall", "app_firewall", "storage_firewall"]);
    expect(made("own")).toEqual(["mutual_tls_firewall"]);
    const alarms = (call: string, monitoring: string) =>
      [...planned[call]!.entries()]
        .filter(([address]) => address.startsWith(`module.${monitoring}.aws_cloudwatch_metric_alarm.this[`))
        .map(([, { index }]) => index)
        .filter((index) => index?.includes("blocked-requests"));
    expect(alarms("first", "monitoring")).toEqual(["blocked-requests"]);
    expect(alarms("first", "edge_monitoring[0]")).toEqual([
      "app-blocked-requests",
      "storage-blocked-requests",
    ]);
    expect(alarms("own", "monitoring")).toEqual(["mtls-blocked-requests"]);
  });

  test("the firewalls of distributions are CloudFront's, and log without the signatures of URLs", () => {
    for (const of of ["app", "storage"]) {
      expect(webAcl("first", `${of}_firewall`).scope).toBe("CLOUDFRONT");
      const logging = `module.${of}_firewall[0].aws_wafv2_web_acl_logging_configuration.logging`;
      expect(JSON.stringify(planned["first"]!.get(logging)!.values["redacted_fields"])).toContain(
        '"query_string":[{}]',
      );
    }
  });
});

test("secrets that the server cannot use, and an identity of another region, stop the plan", async () => {
  const { hostless, plain } = secretArns;
  const refused = plan({
    database: undefined,
    existingDatabase: { secretArn: plain, egress, reader: { secretArn: hostless } },
    mail: {
      supportEmail: "support@example.edu",
      existing: { identityArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.edu" },
    },
  });
  const said = await refused.catch((error: Error) => unwrapped(error.message));
  expect(said).toMatch(
    /existing_database\.reader\.secret_arn must be the ARN of a secret with JSON that has host: without it, the server would not start/,
  );
  expect(said).toMatch(
    /existing_database\.secret_arn must be the ARN of a secret with JSON that has ssl as an object/,
  );
  expect(said).toMatch(
    /mail\.existing\.identity_arn must be an identity of us-east-1 in the account 123456789012: .* \(got arn:aws:ses:eu-west-1/,
  );
}, 600_000);
