import * as fs from "node:fs";
import * as path from "node:path";
import { writeJson } from "../../lib/json";
import type { PlanFile } from "../../plan/format";
import type { Rename } from "../../review/types";
import { runTerraform } from "../terraform";

/**
 * Plans a root module once more, with the `moved` blocks of suspected renames, and tells of each whether nothing that it names is destroyed or
 * replaced any more. The root module stays as it is: a copy beside it, without a lock of the state, is planned and removed.
 */
export async function verifyRenames(
  renames: readonly Pick<Rename, "from" | "to">[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly boolean[]> {
  // Beside it, since its modules' sources are relative.
  const copy = fs.mkdtempSync(path.join(path.dirname(cwd), `.${path.basename(cwd)}-renames-`));
  try {
    // What init has installed is used where it is: providers are large.
    const installed = path.join(cwd, ".terraform");
    fs.cpSync(cwd, copy, { recursive: true, verbatimSymlinks: true, filter: (file) => file !== installed });
    const options = { cwd: copy, env: { ...env, TF_DATA_DIR: installed } };
    writeJson(path.join(copy, "renames.tf.json"), { moved: renames.map(({ from, to }) => ({ from, to })) });
    const saved = path.join(copy, "renames.tfplan");
    await runTerraform(["plan", "-lock=false", "-refresh=false", `-out=${saved}`], options);
    const { stdout } = await runTerraform(["show", "-json", saved], options);
    const { resource_changes: changes } = JSON.parse(stdout) as PlanFile;
    const gone = changes
      .filter(({ change }) => change.actions.includes("delete"))
      .flatMap(({ address, previous_address }) => [address, previous_address ?? address]);
    return renames.map(
      ({ from, to }) => !gone.some((address) => [from, to].some((each) => isWithin(address, each))),
    );
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

const isWithin = (address: string, outer: string): boolean =>
  address === outer || address.startsWith(`${outer}.`) || address.startsWith(`${outer}[`);
