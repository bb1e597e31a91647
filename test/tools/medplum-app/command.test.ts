import * as path from "node:path";
import local from "../../../envs/local";
import type { Environment } from "../../../app/environment";
import { medplumApp, type Surroundings } from "../../../tools/medplum-app";
import { readArguments } from "../../../tools/medplum-app/arguments";
import { temporaryFolder } from "../../lib/example";
import { standIn, writeFiles } from "./stand-in";

const folder = temporaryFolder();
writeFiles(path.join(folder, "app"), standIn({ text: "text" }));

const { medplum, redcap, ...common } = local;
const environments: Record<string, Environment> = {
  local,
  "redcap-only": { ...common, redcap },
  latest: { ...common, medplum: { ...medplum!, server: { image: "medplum/medplum-server:latest" } } },
};
const run = (args: readonly string[], outputs: Surroundings["outputs"] = () => Promise.resolve({})) => {
  const printed: string[] = [];
  const surroundings = { folder, print: (line: string) => printed.push(line), environments, roots: folder };
  return medplumApp(args, { ...surroundings, env: process.env, outputs }).then(
    () => printed.join("\n"),
    (error: Error) => error.message,
  );
};

test("the app is the one of the server's version, unless it is said", () => {
  expect(readArguments(["local"], environments)).toMatchObject({
    from: "@medplum/app@5.1.12",
    keepDays: 30,
    sourceMaps: false,
    dryRun: false,
  });
  const given = ["latest", "--from", "x", "--keep-days=0", "--source-maps", "--dry-run"];
  expect(readArguments(given, environments)).toMatchObject({
    from: "x",
    keepDays: 0,
    sourceMaps: true,
    dryRun: true,
  });
});

test.each<[string[], RegExp]>([
  [[], /^the environment is missing\n\nusage: npm run medplum:app -- ENVIRONMENT/],
  [["locla"], /^there is no envs\/locla\.ts; did you mean local\?\n/],
  [["toString"], /^there is no envs\/toString\.ts\n/],
  [["redcap-only"], /^envs\/redcap-only has no Medplum\n/],
  [["latest"], /^the tag of the server's image is no version such as 5\.1\.12: say by --from /],
  [
    ["local", "--keep-days", "x", "--form=y"],
    /^--form is not an option; did you mean --from\?\n--keep-days must be /,
  ],
])("a wrong command line is told: %j", async (args, message) => {
  expect(await run(args)).toMatch(message);
});

test("help is help", async () => {
  expect(await run(["--help"])).toMatch(/--from WHAT .*\n.*--source-maps/);
});

test("what is wrong with the package and with the environment is said at once", async () => {
  writeFiles(path.join(folder, "nothing"), new Map([["a.txt", Buffer.from("")]]));
  expect(await run(["local", "--from", "nothing"])).toBe(
    "nothing: it has no index.html, neither in dist nor outside\nenvs/local is not deployed: its state has no outputs",
  );
});

test.each<[string, Record<string, unknown>, RegExp]>([
  [
    "no Medplum",
    { redcap_url: "x", environment: "local" },
    /^envs\/local has no Medplum: its outputs are environment, redcap_url$/,
  ],
  [
    "no distribution",
    { medplum_base_url: "https://api/", medplum_app_bucket_name: "" },
    /^envs\/local has no output medplum_app_bucket_name, medplum_app_distribution_id, medplum_app_url: deploy it /,
  ],
  [
    "a bad setting",
    {
      medplum_base_url: "https://api",
      medplum_app_bucket_name: "b",
      medplum_app_distribution_id: "E",
      medplum_app_url: "https://app/",
      medplum_app_settings: { registerEnabled: "1" },
    },
    /^baseUrl is "https:\/\/api": .*\nregisterEnabled is "1": .*$/,
  ],
])("an environment with %s is refused", async (_, outputs, message) => {
  expect(await run(["local", "--from", "app"], () => Promise.resolve(outputs))).toMatch(message);
});

test("outputs that cannot be read are told", async () => {
  const failing = () => Promise.reject(new Error("envs/local: Terraform cannot read its outputs."));
  expect(await run(["local", "--from", "app"], failing)).toBe(
    "envs/local: Terraform cannot read its outputs.",
  );
});
