import { refusalOf } from "../../iam/evaluate";
import type { PolicyDocument } from "../../iam/policy";
import local from "../../../envs/local";
import { upgradeDocument } from "../../../modules/redcap/upgrade";
import {
  type Aws,
  type Command,
  type Outcome,
  type Right,
  upgrade,
} from "../../../tools/redcap-upgrade/index";
import { policyOf } from "../../../tools/redcap-upgrade/right";
import { type Installation, installationOf } from "../../../tools/redcap-upgrade/installation";

const output = {
  document_name: "redcap-prod-redcap-upgrade",
  environment_name: "redcap-prod-blue",
  cluster_identifier: "redcap-prod",
  log_group_name: "/redcap/redcap-prod",
  role_name: "redcap-prod-instance-us-east-1",
  secret_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:redcap-prod-upgrade-AbCdEf",
  sql_bucket: "redcap-prod-src",
  sql_folder: "upgrades/redcap-prod/",
  version_label: "redcap-16.0.20-0123456789ab",
  bundle_key: "redcap-16.0.20-0123456789ab.zip",
};
const success: Outcome = {
  succeeded: true,
  status: "Success",
  output: "redcap: database: the tables are those of 16.0.20\n",
  errors: "",
  logStream: "id/i-1/…",
};

/** Runs the command, and gives what it said and did. */
async function run(
  args: readonly string[],
  {
    outcome = success,
    instances = ["i-2", "i-1"],
    installation = installationOf("prod", { redcap_upgrade: output }),
    fails,
    interrupted = false,
  }: {
    readonly outcome?: Outcome;
    readonly instances?: readonly string[];
    readonly installation?: Installation;
    readonly fails?: keyof Aws | "takeBack";
    /** While the upgrade runs. */
    readonly interrupted?: boolean;
  } = {},
) {
  const lines: string[] = [];
  const done: string[] = [];
  const commands: Command[] = [];
  const rights: Right[] = [];
  const handlers = new Set<() => Promise<void>>();
  const step = (name: keyof Aws | "takeBack") => {
    if (fails === name) throw new Error(`${name} failed`);
    done.push(name);
  };
  const aws: Aws = {
    instances: async () => [...instances],
    snapshot: async () => step("snapshot"),
    store: async () => step("store"),
    giveRight: async (right) => {
      rights.push(right);
      step("giveRight");
      return async () => step("takeBack");
    },
    run: async (command) => {
      commands.push(command);
      if (interrupted) await Promise.all([...handlers].map((handler) => handler()));
      step("run");
      return outcome;
    },
  };
  const error = await upgrade(args, {
    environments: { prod: local, other: { ...local, redcap: undefined } as typeof local },
    print: (line) => lines.push(line),
    readFile: (name) => Buffer.from(name === "empty.sql" ? "" : "SELECT 1;"),
    installation: () => Promise.resolve(installation),
    aws: () => aws,
    now: () => new Date("2026-11-27T18:00:00.123Z"),
    onInterrupt: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
  }).then(
    () => undefined,
    (thrown: Error) => thrown.message,
  );
  expect(handlers.size).toBe(0);
  return { text: lines.join("\n"), done, commands, error, rights };
}

test("the instances' role may read the upgrade user's secret for the run only, and for an hour at most", async () => {
  const right = {
    roleName: output.role_name,
    secretArn: output.secret_arn,
    until: "2026-11-27T19:00:00Z",
  };
  const { rights, text } = await run(["prod"]);
  expect(rights).toEqual([right]);
  expect(text).toContain(`${output.role_name} may no longer read it.`);

  const caller = {
    account: "123456789012",
    roleArn: "arn:aws:iam::123456789012:role/r",
    sessionArn: "session",
  };
  const reads = (resource: string, time: string, stage = "AWSCURRENT") =>
    refusalOf(
      {
        action: "secretsmanager:GetSecretValue",
        resource,
        context: { "aws:CurrentTime": time, "secretsmanager:VersionStage": stage },
      },
      caller,
      { identity: [policyOf(right) as PolicyDocument] },
    ) === undefined;
  expect(reads(output.secret_arn, "2026-11-27T18:59:59Z")).toBe(true);
  expect(reads(output.secret_arn, "2026-11-27T19:00:00Z")).toBe(false);
  expect(reads(output.secret_arn, "2026-11-27T18:59:59Z", "AWSPREVIOUS")).toBe(false);
  expect(reads(output.secret_arn.replace("upgrade", "admin"), "2026-11-27T18:59:59Z")).toBe(false);
});

test.each<[string, Parameters<typeof run>[1]]>([
  ["a failed upgrade", { outcome: { ...success, succeeded: false, status: "Failed" } }],
  ["an upgrade that cannot be watched", { fails: "run" }],
  ["an interruption", { interrupted: true }],
])("%s takes the right back, too", async (_, surroundings) => {
  const { done } = await run(["prod"], surroundings);
  expect(done).toContain("takeBack");
});

test("a right that cannot be given leaves the tables alone; one that cannot be taken back ends by itself, and is told", async () => {
  const refused = await run(["prod"], { fails: "giveRight" });
  expect(refused.error).toBe("giveRight failed");
  expect(refused.done).toEqual(["snapshot"]);
  const kept = await run(["prod"], { fails: "takeBack" });
  expect(kept.error).toBeUndefined();
  expect(kept.text).toMatch(/WARNING: \S+ keeps this right until 2026-11-27T19:00:00Z, .*takeBack failed/);
});

test("a snapshot comes first, then one instance upgrades by REDCap's own page, and the way back is told", async () => {
  const { text, done, commands, error } = await run(["prod"]);
  expect(error).toBeUndefined();
  expect(done).toEqual(["snapshot", "giveRight", "run", "takeBack"]);
  const snapshot = "redcap-prod-before-16-0-20-20261127-180000";
  expect(commands).toEqual([
    {
      documentName: "redcap-prod-redcap-upgrade",
      instanceId: "i-1",
      logGroupName: "/redcap/redcap-prod",
      comment: "REDCap 16.0.20",
      parameters: { Version: "16.0.20", Snapshot: snapshot, Again: "no" },
    },
  ]);
  expect(text).toContain("  redcap: database: the tables are those of 16.0.20");
  expect(text).toContain("Whole output: log group /redcap/redcap-prod, streams id/i-1/…");
  expect(text).toContain(`database.snapshot = { identifier: "${snapshot}" }`);
});

test("SQL from a file is stored before, under its hash", async () => {
  const { done, commands } = await run(["prod", "--sql", "upgrade.sql", "--again"]);
  expect(done).toEqual(["store", "snapshot", "giveRight", "run", "takeBack"]);
  const { Sql, Sha256, Again } = commands[0]!.parameters;
  expect([Sql, Again]).toEqual([`s3://redcap-prod-src/upgrades/redcap-prod/${Sha256}.sql`, "yes"]);
});

test("a dry run changes nothing", async () => {
  const { text, done } = await run(["prod", "--dry-run"]);
  expect(done).toEqual([]);
  expect(text).toContain("the tables of redcap-prod to REDCap 16.0.20, by i-1, by REDCap's own page");
});

test.each(["snapshot", "store"] as const)("where the %s fails, nothing is upgraded", async (fails) => {
  const { done, error } = await run(["prod", "--sql", "upgrade.sql"], { fails });
  expect(error).toBe(`${fails} failed`);
  expect(done).not.toContain("run");
});

test("an upgrade that fails, or cannot be watched, says so, with the instance's words and the way back", async () => {
  const failed = { ...success, succeeded: false, status: "Failed", errors: "redcap: ERROR: statement 7: …" };
  const { text, error } = await run(["prod"], { outcome: failed });
  expect(text).toContain("  redcap: ERROR: statement 7: …");
  expect(error).toMatch(
    /^The upgrade ended with Failed\.\n\nThe way back, which loses what was entered since:/,
  );
  expect((await run(["prod"], { fails: "run" })).error).toMatch(
    /^The upgrade may be running, but cannot be watched: run failed\n\nThe way back/,
  );
});

test.each<[string, readonly string[], RegExp]>([
  ["no environment", [], /^the environment is missing\n\nusage: npm run redcap:upgrade/],
  ["one that does not exist", ["prd"], /there is no envs\/prd\.ts; did you mean prod\?/],
  ["one without REDCap", ["other"], /envs\/other has no REDCap/],
  ["a version that is none", ["prod", "--version", "16"], /--version must be like 16\.0\.18 \(got 16\)/],
  ["an empty file", ["prod", "--sql", "empty.sql"], /empty\.sql is empty/],
])("%s is refused", async (_what, args, message) => {
  const { error, done } = await run(args);
  expect(error).toMatch(message);
  expect(done).toEqual([]);
});

test("a bundle whose name says no version needs one, and instances that nobody reaches are told", async () => {
  const installation = installationOf("prod", {
    redcap_upgrade: { ...output, version_label: "bundle-0123", bundle_key: "site.zip" },
  });
  expect((await run(["prod"], { installation })).error).toContain(
    "(bundle-0123) says no version. Give it by --version.",
  );
  expect((await run(["prod", "--version", "16.0.20"], { installation })).error).toBeUndefined();
  expect((await run(["prod"], { instances: [] })).error).toContain(
    "Systems Manager reaches no instance of redcap-prod-blue",
  );
  expect(() => installationOf("prod", {})).toThrow("Deploy it with this release first");
});

test("a name of the longest cluster fits RDS's 63 characters", async () => {
  const installation = installationOf("prod", {
    redcap_upgrade: {
      ...output,
      cluster_identifier: "r".repeat(20),
      version_label: "redcap-100.100.100-0123456789ab",
    },
  });
  const { commands } = await run(["prod"], { installation });
  expect(commands[0]!.parameters["Snapshot"]!.length).toBeLessThanOrEqual(63);
});

test("no value of the document can leave its quotes in the shell", () => {
  const script = upgradeDocument.mainSteps[0]!.inputs.runCommand.join("\n");
  for (const [name, { allowedPattern }] of Object.entries(upgradeDocument.parameters)) {
    expect(script).toContain(`'{{ ${name} }}'`);
    for (const bad of ["'", "a'; id; '", "$(id)", "16.0.18\nid", "16.0.18'", " "])
      expect([name, bad, new RegExp(allowedPattern).test(bad)]).toEqual([name, bad, false]);
  }
});
