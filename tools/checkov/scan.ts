import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pythonWith } from "../local-cloud/python";
import { runProgram } from "../terraform/process";
import type { Failure, Scan } from "./judge";

/** What is read of checkov's JSON. One that has nothing to scan writes counts only, without a summary. */
interface Report {
  readonly summary?: {
    readonly passed: number;
    readonly resource_count: number;
    readonly parsing_errors: number;
  };
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly resource_address?: string | null;
    }[];
  };
}

interface Plan {
  readonly resource_changes?: readonly {
    readonly mode: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** Variables that would lead checkov to a service, or to other rules. */
const callersOnly = /^(CKV_|BC_|PRISMA_|CHECKOV_|REPO_|LOG_LEVEL$)/;

/**
 * Scans an environment's plan, as `terraform show -json` has it, with every rule that checkov has for Terraform plans. Sends nothing:
 * a plan may hold secrets. The files are gone when it returns.
 */
export async function scan(environment: string, plan: string, env: NodeJS.ProcessEnv): Promise<Scan> {
  const python = await pythonWith(
    { name: "checkov", title: "checkov", requirements: path.join(__dirname, "requirements.txt") },
    { env, log: console.log },
  );
  // mkdtemp makes it with mode 0700.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "checkov-"));
  try {
    fs.writeFileSync(path.join(folder, "plan.json"), plan, { mode: 0o600 });
    const { stdout } = await runProgram(path.join(path.dirname(python), "checkov"), OPTIONS, {
      cwd: folder,
      // Nobody's configuration file: neither of the working folder nor of the home folder.
      env: { ...withoutCallers(env), HOME: folder },
      // 1: rules are broken.
      allowedExitCodes: [0, 1],
    });
    return scanOf(environment, plan, stdout);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const OPTIONS = [
  ...["--file", "plan.json"],
  ...["--framework", "terraform_plan"],
  ...["--output", "json"],
  // Without the values of resources, which are nobody's business.
  ...["--compact", "--quiet"],
  // Without a request to its vendor.
  "--skip-download",
];

const withoutCallers = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !callersOnly.test(name)));

/** Reads checkov's answer about a plan. */
export function scanOf(environment: string, plan: string, answer: string): Scan {
  const { summary, results } = JSON.parse(answer) as Report;
  if (summary && summary.parsing_errors > 0)
    throw new Error(`envs/${environment}: checkov cannot read the plan`);
  const { resource_changes: changes = [] } = JSON.parse(plan) as Plan;
  return {
    environment,
    planned: changes.filter(({ mode, change }) => mode === "managed" && !change.actions.includes("delete"))
      .length,
    scanned: summary?.resource_count ?? 0,
    passed: summary?.passed ?? 0,
    failures: (results?.failed_checks ?? []).map((check): Failure => ({
      rule: check.check_id,
      title: check.check_name,
      address: check.resource_address ?? check.resource,
    })),
  };
}
