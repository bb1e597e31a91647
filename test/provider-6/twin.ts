import * as fs from "node:fs";
import * as path from "node:path";
import { runProgram } from "../../tools/terraform";
import { terraformFiles } from "../contract/terraform-files";
import { temporaryFolder } from "../lib/example";

const root = path.resolve(__dirname, "../..");

/** This project with other packages in the place of some of its own: its type checker and its synth read these instead. */
export class Twin {
  private readonly project = path.join(temporaryFolder(), "tsconfig.json");

  /** Takes folders by what sources import: `{ "@cdktf/provider-aws/*": "/somewhere/*" }`. */
  constructor(paths: Readonly<Record<string, string>>) {
    fs.writeFileSync(
      this.project,
      JSON.stringify({
        extends: path.join(root, "tsconfig.json"),
        compilerOptions: {
          paths: Object.fromEntries(Object.entries(paths).map(([name, folder]) => [name, [folder]])),
          typeRoots: [path.join(root, "node_modules/@types")],
        },
        include: ["main.ts", "app", "envs", "lib", "modules"].map((name) => path.join(root, name)),
        exclude: [],
      }),
    );
  }

  /** What the type checker says, nothing if all is well. */
  async typeErrors(): Promise<string> {
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = await runProgram(process.execPath, [tsc, "--noEmit", "-p", this.project], {
      cwd: root,
      timeoutMs: 300_000,
      allowedExitCodes: [0, 1, 2],
    });
    return stdout;
  }

  /** What it synthesizes: the text of each of Terraform's files, by name. */
  async synthesized(): Promise<Readonly<Record<string, string>>> {
    const outdir = temporaryFolder();
    await runProgram(process.execPath, ["--import", "tsx", "main.ts"], {
      cwd: root,
      env: { ...process.env, TSX_TSCONFIG_PATH: this.project, CDKTF_OUTDIR: outdir },
      timeoutMs: 120_000,
    });
    return textsIn(outdir);
  }
}

/** The text of each of Terraform's files that synth has written and that is committed, by name. */
export const committed = (): Readonly<Record<string, string>> => textsIn(path.join(root, "terraform"));

function textsIn(folder: string): Readonly<Record<string, string>> {
  const files = ["modules", "envs"].flatMap((part) =>
    terraformFiles(path.join(folder, part)).map((name) => `${part}/${name}`),
  );
  return Object.fromEntries(
    files.sort().map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]),
  );
}
