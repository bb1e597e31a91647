import * as path from "node:path";
import { type OfflinePlan, planOffline } from "../offline-plan";
import { judge, type Scan } from "./judge";
import { scan } from "./scan";
import { isOfCheckov, readSuppressions } from "../../policy/suppressions";

export interface CheckovOptions {
  /** What synth writes: `terraform`. */
  readonly outdir: string;
  /** The environments to look at, and all there are. */
  readonly names: readonly string[];
  readonly environments: readonly string[];
  /** The repository, where policy/suppressions.json is. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  /** Gets each plan, too: it takes a while to make. */
  readonly look?: (name: string, plan: OfflinePlan) => void;
}

/** With their keys there, plans show which of them encrypts what; checkov takes a key that is "known after apply" for none. */
const PLAN_OPTIONS = { existing: ["aws_kms_key"] } as const;

/** Plans environments, scans the plans, and says what has to be done. */
export async function checkov({
  outdir,
  names,
  environments,
  root,
  env,
  log,
  look,
}: CheckovOptions): Promise<string[]> {
  const file = path.join("policy", "suppressions.json");
  const suppressions = readSuppressions(path.join(root, file)).filter(isOfCheckov);
  const scans: Scan[] = [];
  await planOffline(
    outdir,
    names,
    async (name, plan) => {
      look?.(name, plan);
      const found = await scan(name, plan.json, env);
      scans.push(found);
      log(
        `envs/${name}: ${found.scanned} resources, ${found.passed} checks passed, ${found.failures.length} failed`,
      );
    },
    PLAN_OPTIONS,
  );
  const today = new Date().toISOString().slice(0, 10);
  return judge(scans, suppressions, { today, environments, file });
}
