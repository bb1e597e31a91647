import * as fs from "node:fs";
import * as path from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { stateLocation } from "../../app/backend";
import { environmentProblems } from "../../app/environment";
import { settingsOf } from "../../app/settings";
import { withAccess } from "../support/aws-access";
import type { Environments } from "../support/environments";
import { megabytes } from "../support/progress";
import { contentHash, zipOf } from "../support/zip";
import { type Arguments, readArguments } from "./arguments";
import { Artifacts } from "./artifacts";
import { buildLayer, LARGEST, type Layer } from "./build";

/** Where the command runs. */
export interface Surroundings {
  /** Folder that the names of files are relative to. */
  readonly folder: string;
  /** Folder of the project. */
  readonly project: string;
  readonly print: (line: string) => void;
  readonly environments: Environments;
  /** Folder of the environments' root modules. */
  readonly roots: string;
  readonly env: NodeJS.ProcessEnv;
}

/** `npm run medplum:bot-layer`: builds and uploads the layer of Medplum's bots, and prints what to write into the environment's file. */
export async function medplumBotLayer(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const { environments, print, roots, env } = surroundings;
  const given = readArguments(args, environments);
  if ("help" in given) return print(given.help);
  const { name, values, from, dryRun } = given;
  const wrong = environmentProblems(name, values);
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  const settings = settingsOf(values);
  const bucket = bucketOf(given);
  await withAccess({ label: `envs/${name}`, settings, root: path.join(roots, name), env }, async () => {
    const store = new Artifacts(
      new S3Client({ region: settings.region, forcePathStyle: settings.s3UsePathStyle }),
      bucket,
      settings.account,
    );
    await store.check();
    print(`Building the layer of ${from}`);
    const layer = await built(given, surroundings);
    print(sizes(layer));
    const key = `medplum-bot-layer/${contentHash(layer.files)}.zip`;
    const existing = await store.digest(key);
    if (existing !== undefined) print(`s3://${bucket}/${key} is there already`);
    else if (dryRun) return print(`would upload s3://${bucket}/${key}`);
    const sha256 = existing ?? (await upload(store, key, layer, print));
    print(advice(name, { bucket, key, sha256, description: layer.title }, layerIn(values)));
  });
}

/** The state bucket exists before the first deployment, is encrypted, and whoever deploys may read and write it. */
function bucketOf({ name, values, bucket }: Arguments): string {
  const settings = settingsOf(values);
  const state = stateLocation(settings);
  if (bucket === undefined && state.region !== settings.region)
    throw new Error(
      `envs/${name}: the state bucket is in ${state.region}, but Lambda takes a layer from a bucket in ${settings.region}: name one by --bucket`,
    );
  return bucket ?? state.bucket;
}

async function built(
  { from, lock }: Arguments,
  { folder, project, env, print }: Surroundings,
): Promise<Layer> {
  const file = lock === undefined ? undefined : path.resolve(folder, lock);
  const earlier = file !== undefined && fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  const layer = await buildLayer(from, { folder, project, env, lock: earlier });
  if (file !== undefined && earlier === undefined) {
    fs.writeFileSync(file, layer.lock);
    print(`${lock} is written: the next build with it has the same packages`);
  }
  return layer;
}

const sizes = ({ title, packages, files, bytes }: Layer): string =>
  `${title}: npm packages: ${packages}; ${files.size} files, ${megabytes(bytes)} of the ${megabytes(LARGEST)} that Lambda takes of a function ` +
  "with its layers";

async function upload(
  store: Artifacts,
  key: string,
  { files }: Layer,
  print: (line: string) => void,
): Promise<string> {
  const zip = await zipOf(files);
  print(`Uploading ${megabytes(zip.length)} to s3://${store.bucket}/${key}`);
  return store.upload(key, zip);
}

/** What the environment's file says of the layer now. */
function layerIn({ medplum }: Arguments["values"]): Readonly<Record<string, unknown>> | undefined {
  const { layer } = (medplum?.bots ?? {}) as { readonly layer?: Readonly<Record<string, unknown>> };
  return layer;
}

function advice(
  name: string,
  values: Readonly<Record<string, string>>,
  now: Readonly<Record<string, unknown>> | undefined,
): string {
  if (now && ["bucket", "key", "sha256"].every((key) => now[key] === values[key]))
    return `envs/${name}.ts has this layer already`;
  const lines = Object.entries(values).map(([key, value]) => `      ${key}: ${JSON.stringify(value)},`);
  return [
    `Write this into medplum of envs/${name}.ts, then run npm run synth and deploy:`,
    "",
    "  bots: {",
    "    layer: {",
    ...lines,
    "    },",
    "  },",
  ].join("\n");
}
