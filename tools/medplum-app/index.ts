import * as path from "node:path";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { S3Client } from "@aws-sdk/client-s3";
import { environmentProblems } from "../../app/environment";
import { type Settings, settingsOf } from "../../app/settings";
import { withAccess } from "../support/aws-access";
import type { Environments } from "../support/environments";
import { messageOf } from "../support/message";
import { megabytes } from "../support/progress";
import { readArguments } from "./arguments";
import { AppBucket } from "./bucket";
import { type AppPackage, readPackage } from "./package";
import { planOf } from "./plan";
import { carryOut, describe } from "./run";
import { fillIn } from "./settings";
import { type Target, targetIn } from "./target";
import { webFile } from "./web-file";

/** Where the command runs. */
export interface Surroundings {
  /** Folder that the names of files are relative to. */
  readonly folder: string;
  readonly print: (line: string) => void;
  readonly environments: Environments;
  /** Folder of the environments' root modules. */
  readonly roots: string;
  /** Environment variables for Terraform (from terraformEnvironment). */
  readonly env: NodeJS.ProcessEnv;
  /** Outputs of an environment's root module. */
  readonly outputs: (name: string, root: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly now?: Date;
}

/** `npm run medplum:app`: puts Medplum's web app, with the environment's settings, where CloudFront serves it from. */
export async function medplumApp(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const { environments, print } = surroundings;
  const given = readArguments(args, environments);
  if ("help" in given) return print(given.help);
  const { name, from, sourceMaps, dryRun, keepDays } = given;
  const values = environments[name]!;
  const wrong = environmentProblems(name, values);
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  const settings = settingsOf(values);
  const root = path.join(surroundings.roots, name);
  const { app, target } = await gathered(name, from, root, surroundings);
  const filled = fillIn(app.files, target.settings);
  if (filled.problems.length > 0)
    throw new Error(filled.problems.map((text) => `${from}: ${text}`).join("\n"));
  for (const text of [...filled.warnings, ...versionWarnings(app, given.serverVersion)])
    print(`warning: ${text}`);
  const isMap = (key: string): boolean => key.endsWith(".map");
  const release = [...filled.files]
    .filter(([key]) => sourceMaps || !isMap(key))
    .map(([key, data]) => webFile(key, data, filled.changed.has(key)));
  const left = [...filled.files.keys()].filter(isMap).length;
  if (!sourceMaps && left > 0) print(`${left} source maps are not uploaded (--source-maps uploads them)`);

  await withAccess({ label: `envs/${name}`, settings, root, env: surroundings.env }, async () => {
    const { bucket, cloudFront } = clients(target, settings);
    const objects = await bucket.objects().catch((error: unknown) => {
      throw new Error(`The bucket ${target.bucketName} cannot be read: ${messageOf(error)}`);
    });
    const plan = planOf(release, objects, { now: surroundings.now ?? new Date(), keepDays });
    for (const line of describe(plan, { dryRun, keepDays })) print(line);
    if (dryRun) return;
    await carryOut(plan, { bucket, cloudFront, target, print, now: surroundings.now ?? new Date() });
    const size = release.reduce((sum, { data }) => sum + data.length, 0);
    print(
      `${target.url} serves ${from}: ${release.length} files, ${megabytes(size)}; ${plan.upload.length} uploaded, ` +
        `${plan.invalidate.length} invalidated, ${plan.remove.length} removed`,
    );
  });
}

/** The app and where it goes. Throws with everything that is wrong with either. */
async function gathered(
  name: string,
  from: string,
  root: string,
  { folder, env, outputs }: Surroundings,
): Promise<{ readonly app: AppPackage; readonly target: Target }> {
  const problems: string[] = [];
  const [read, found] = await Promise.allSettled([readPackage(from, { folder, env }), outputs(name, root)]);
  if (read.status === "rejected") problems.push(messageOf(read.reason));
  else problems.push(...read.value.problems.map((text) => `${from}: ${text}`));
  let target: Target | undefined;
  if (found.status === "rejected") problems.push(messageOf(found.reason));
  else target = targetIn(name, found.value, problems);
  if (problems.length > 0 || read.status === "rejected" || !target) throw new Error(problems.join("\n"));
  return { app: read.value, target };
}

function clients({ bucketName }: Target, { account, region, s3UsePathStyle }: Settings) {
  const s3 = new S3Client({ region, forcePathStyle: s3UsePathStyle });
  return {
    bucket: new AppBucket(s3, bucketName, account),
    // CloudFront is called in one region, whatever the environment's.
    cloudFront: new CloudFrontClient({ region: "us-east-1" }),
  };
}

/** App and server of one minor version are made for each other. */
function versionWarnings({ version }: AppPackage, server: string | undefined): string[] {
  const minor = (text: string): string => text.split(".").slice(0, 2).join(".");
  if (!version || !server || minor(version) === minor(server)) return [];
  return [`the app is ${version}, but the environment's server is ${server}`];
}
