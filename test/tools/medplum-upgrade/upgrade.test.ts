import * as fs from "node:fs";
import * as path from "node:path";
import type { Environment } from "../../../app/environment";
import local from "../../../envs/local";
import { type Deployer, upgrade } from "../../../tools/medplum-upgrade/index";
import type { Plan } from "../../../tools/medplum-upgrade/plan";
import { versionOf } from "../../../tools/medplum-upgrade/versions";
import { temporaryFolder } from "../../lib/example";
import { login, medplumApi, type MedplumState } from "../../servers/medplum-api";

let state: MedplumState;
const api = medplumApi(() => state);
let root: string;
let file: string;

/** Writes the file of a project's one environment. */
function project(image: string, more = ""): void {
  root = temporaryFolder();
  fs.mkdirSync(path.join(root, "envs"));
  file = path.join(root, "envs", "hospital.ts");
  fs.writeFileSync(file, `const server = { image: "${image}" };\n${more}`);
}

/** The environment that the file would give. */
function environment(): Environment {
  const image = /image: (.*) \}/.exec(fs.readFileSync(file, "utf8"))![1]!;
  // Images are texts, or texts with a plus between them.
  const parts = [...image.matchAll(/"([^"]*)"/g)].map(([, part]) => part);
  const server = { ...local.medplum!.server, image: parts.join("") };
  return { ...local, medplum: { ...local.medplum!, server } };
}

beforeEach(() => {
  state = { version: "5.0.14-abcdef0", pending: [], tokens: new Set(), asked: [] };
  project("registry.example.edu:5000/medplum-server:5.0.14");
});

const change = (address: string, type: string, ...actions: string[]) => ({
  address,
  type,
  change: { actions },
});
const usual: Plan = {
  resource_changes: [
    change(
      "module.medplum.module.server.aws_ecs_task_definition.this",
      "aws_ecs_task_definition",
      "create",
      "delete",
    ),
    change("module.medplum.module.server.aws_ecs_service.this", "aws_ecs_service", "update"),
    change("module.medplum.module.key.aws_kms_key.this", "aws_kms_key", "no-op"),
    change("module.medplum.data.aws_region.this", "aws_region", "read"),
  ],
};

interface Options {
  readonly args: readonly string[];
  readonly plan?: Plan;
  /** What an apply does to the server. */
  readonly applied?: (version: string) => void | Promise<void>;
  readonly env?: NodeJS.ProcessEnv;
  readonly released?: () => Promise<ReturnType<typeof versionOf>[]>;
}

/** Runs the command, and gives what it said and did. */
async function run({ args, plan = usual, applied, env = login, released }: Options) {
  const lines: string[] = [];
  const done: string[] = [];
  const version = () => /:([0-9.]+)"/.exec(fs.readFileSync(file, "utf8"))![1]!;
  const deployer: Deployer = {
    baseUrl: () => Promise.resolve(api().replace(/\/$/, "")),
    plan: () => {
      done.push(`plan ${version()}`);
      return Promise.resolve(plan);
    },
    apply: async () => {
      done.push(`apply ${version()}`);
      await (applied ?? ((deployed) => void (state.version = `${deployed}-0123456`)))(version());
    },
    discard: () => {
      done.push("discard");
      return Promise.resolve();
    },
  };
  const all = ["5.0.14", "5.1.2", "5.1.39", "5.2.0", "5.2.13"].map((text) => versionOf(text)!);
  const error = await upgrade(args, {
    root,
    environments: { hospital: environment(), redcap: { ...local, medplum: undefined } },
    env,
    print: (line) => lines.push(line),
    released: (released as never) ?? (() => Promise.resolve(all)),
    deployer: () => deployer,
    patience: { everyMs: 1, versionMs: 50, jobMs: 50 },
  }).then(
    () => "",
    (thrown: Error) => thrown.message,
  );
  return { lines, done, error, text: fs.readFileSync(file, "utf8") };
}

test("the server is upgraded one minor version after the other, each once its migrations are over", async () => {
  state.tick = (now) => {
    if (now.pending.length === 0) return;
    if (now.job?.status === "active") {
      now.pending.shift();
      now.job.status = "completed";
    } else now.job = { status: "active", dataVersion: now.pending[0]! };
  };
  const { lines, done, error, text } = await run({
    args: ["hospital", "5.2.13"],
    applied: (version) => {
      expect(state.pending).toEqual([]);
      state.version = `${version}-0123456`;
      state.pending = version === "5.1.39" ? [31, 32] : [33];
    },
  });
  expect(error).toBe("");
  expect(done).toEqual(["plan 5.1.39", "apply 5.1.39", "plan 5.2.13", "apply 5.2.13"]);
  expect(lines[0]).toBe("5.0.14 runs. Steps: 5.1.39, 5.2.13");
  expect(lines).toEqual(
    expect.arrayContaining(["migration 31: active", "migration 32: active", "migration 33: active"]),
  );
  expect(lines.at(-1)).toBe(
    "Done: 5.2.13 runs, and no migration is left. Commit envs/hospital.ts and terraform/.",
  );
  expect(text).toContain('image: "registry.example.edu:5000/medplum-server:5.2.13"');
});

test("--dry-run shows the steps and changes nothing", async () => {
  const { lines, done, error, text } = await run({ args: ["hospital", "5.2.13", "--dry-run"] });
  expect([error, done]).toEqual(["", []]);
  expect(lines).toEqual(["5.0.14 runs. Steps: 5.1.39, 5.2.13"]);
  expect(text).toContain("medplum-server:5.0.14");
});

test("a plan that changes anything else is not applied, and the file is as before", async () => {
  const plan = {
    resource_changes: [
      ...usual.resource_changes!,
      change("module.medplum.module.database[0].aws_rds_cluster.this", "aws_rds_cluster", "delete", "create"),
      change("module.redcap.aws_ecs_service.this", "aws_ecs_service", "update"),
    ],
  };
  const { done, error, text } = await run({ args: ["hospital", "5.1.39"], plan });
  expect(done).toEqual(["plan 5.1.39", "discard"]);
  expect(error).toBe(
    [
      "5.1.39 is not deployed, and envs/hospital.ts is as before: the plan changes more than the version. Apply or undo this first:",
      "  module.medplum.module.database[0].aws_rds_cluster.this: delete, create",
      "  module.redcap.aws_ecs_service.this: update",
    ].join("\n"),
  );
  expect(text).toContain("medplum-server:5.0.14");
});

test("a walk that stopped goes on from there: after a failed deployment, and after a failed migration", async () => {
  const failed = await run({
    args: ["hospital", "5.2.13"],
    applied: () => Promise.reject(new Error("The deployment of medplum failed, and ECS rolled it back")),
  });
  expect(failed.error).toMatch(
    /^5\.1\.39 could not be deployed\. ECS undoes .* envs\/hospital\.ts names 5\.1\.39: The deployment of medplum failed[^]*goes on from there/,
  );
  const stuck = await run({
    args: ["hospital", "5.2.13"],
    applied: (version) => {
      state.version = version;
      state.pending = [31];
      state.job = { status: "error", dataVersion: 31, output: { reason: "out of disk" } };
    },
  });
  expect(stuck.done).toEqual(["plan 5.1.39", "apply 5.1.39"]);
  expect(stuck.error).toMatch(/^5\.1\.39 runs, but migration 31 ended with error: .*out of disk/);
  state.tick = (now) => {
    if (now.job?.status === "accepted") now.pending = [];
  };
  const rest = await run({ args: ["hospital", "5.2.13", "--start-migrations"] });
  expect(rest.error).toBe("");
  expect(rest.done).toEqual(["plan 5.2.13", "apply 5.2.13"]);
  expect(state.asked.filter((line) => line.endsWith("/admin/super/migrate"))).toHaveLength(1);
});

test("a pending migration that nothing runs stops the walk before it begins", async () => {
  state.pending = [31];
  const { done, error } = await run({ args: ["hospital", "5.2.13"] });
  expect(done).toEqual([]);
  expect(error).toMatch(/^5\.0\.14 runs, but migration 31 is pending, and no job runs it\. Is the setting/);
});

test("an expired token is replaced", async () => {
  state.pending = [31];
  state.job = { status: "active", dataVersion: 31 };
  state.tick = (now) => {
    if (now.tokens.size === 1) now.tokens = new Set(["expired"]);
    else now.pending = [];
  };
  expect((await run({ args: ["hospital", "5.1.39"] })).error).toBe("");
});

test("a version that does not answer after its deployment", async () => {
  const { error } = await run({ args: ["hospital", "5.1.39"], applied: () => undefined });
  expect(error).toMatch(/^5\.1\.39 is deployed, but the server still answers with version 5\.0\.14\n/);
});

test.each([
  ["medplum/medplum-server:latest", "must have a version as its tag"],
  ["medplum/medplum-server:5.0.14@sha256:0123", "must have a version as its tag"],
])("the image %s cannot be stepped", async (image, message) => {
  project(image);
  expect((await run({ args: ["hospital", "5.1.39"] })).error).toContain(message);
});

test("an image that is composed in code, a file ahead of the server, and one that is behind it", async () => {
  project('medplum/" + "medplum-server:5.0.14');
  expect((await run({ args: ["hospital", "5.1.39"] })).error).toMatch(
    /^the image "medplum\/medplum-server:5\.0\.14" is written out in none of envs\/hospital\.ts, so that/,
  );
  for (const [version, word] of [
    ["5.2.0", "later"],
    ["5.0.1", "earlier"],
  ] as const) {
    project(`medplum/medplum-server:${version}`);
    expect((await run({ args: ["hospital", "5.1.39"] })).error).toContain(
      `envs/hospital.ts names ${version}, but 5.0.14 runs: the file's is ${word}.`,
    );
  }
});

test("5.0.1 is not found in 5.0.14, and workers' images are changed with the server's", async () => {
  project(
    "medplum/medplum-server:5.0.14",
    'export const images = ["medplum/medplum-server:5.0.14", "medplum/medplum-server:5.0.140"];',
  );
  const { text, error } = await run({ args: ["hospital", "5.1.39"] });
  expect(error).toBe("");
  expect(text.match(/medplum-server:[0-9.]+/g)).toEqual([
    "medplum-server:5.1.39",
    "medplum-server:5.1.39",
    "medplum-server:5.0.140",
  ]);
});

test("what is wrong with the command line is listed at once; login and steps are checked before anything is changed", async () => {
  const { error } = await run({ args: ["prod", "5.2", "now", "--via", "5.x", "--api", "api.example.edu"] });
  expect(error.split("\n").slice(0, 5)).toEqual([
    "the environment must be one with Medplum: hospital (got prod)",
    "the version must be like 5.2.13 (got 5.2)",
    "too many arguments: now",
    "--via must be versions like 5.1.39, separated by commas (got 5.x)",
    "--api must be a URL like https://api.example.edu (got api.example.edu)",
  ]);
  expect((await run({ args: ["hospital", "5.2.13"], env: {} })).error).toMatch(
    /^MEDPLUM_CLIENT_ID and .* are missing/,
  );
  expect(
    (await run({ args: ["hospital", "5.2.13"], env: { ...login, MEDPLUM_CLIENT_SECRET: "wrong" } })).error,
  ).toContain("oauth2/token answers 400: MEDPLUM_CLIENT_ID and MEDPLUM_CLIENT_SECRET are not accepted");
  expect((await run({ args: ["hospital", "5.2.13", "--via", "5.2.0"] })).error).toMatch(
    /^5\.0\.14 to 5\.2\.0 skips 5\.1/,
  );
  const none = () =>
    Promise.reject(new Error("npm does not list Medplum's versions. Name the steps yourself"));
  expect((await run({ args: ["hospital", "5.2.13"], released: none })).error).toContain(
    "Name the steps yourself",
  );
  expect(
    (await run({ args: ["hospital", "5.2.13", "--via", "5.1.39", "--dry-run"], released: none })).lines,
  ).toEqual(["5.0.14 runs. Steps: 5.1.39, 5.2.13"]);
});
