import { npm } from "../npm/pack";
import { runProgram } from "../terraform";
import { type Version, versionOf } from "./versions";

/**
 * Released versions, as npm lists them: Medplum releases its packages and its server's image together, under one version. npm is asked,
 * since it knows the user's registry and proxy. Throws where it cannot be asked.
 */
export async function releasedVersions(env: NodeJS.ProcessEnv): Promise<Version[]> {
  const asked = await runProgram(npm, ["view", "@medplum/core", "versions", "--json"], {
    env,
    timeoutMs: 60_000,
  }).catch((error: Error) => {
    throw new Error(
      `npm does not list Medplum's versions (${error.message.split("\n")[0]}). Name the steps yourself: --via 5.1.39`,
    );
  });
  const versions = JSON.parse(asked.stdout) as string | string[];
  // Versions that are no releases have a hyphen.
  return [versions].flat().flatMap((text) => (text.includes("-") ? [] : [versionOf(text)!].filter(Boolean)));
}
