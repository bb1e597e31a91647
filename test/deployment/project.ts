import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { writeJson } from "../../lib/json";
import type { Environment } from "../../app/environment";

const repository = path.resolve(__dirname, "../..");

/** A project of its own, as a user of this one has it: the repository's modules, and one environment. */
export interface TrialProject {
  /** Where cdktf is started. */
  readonly folder: string;
  /** Synthesized modules. */
  readonly modules: string;
  /** The environment's root module. */
  readonly root: string;
  /** Writes the environment's values; the next synth reads them. */
  write(values: Environment): void;
}

/** Makes a project in `folder` whose one environment is `name`. */
export function trialProject(folder: string, name: string): TrialProject {
  const require = (file: string): string => JSON.stringify(path.join(repository, file));
  const values = path.join(folder, "envs", `${name}.ts`);
  const exported = "export default ";
  fs.mkdirSync(path.dirname(values), { recursive: true });
  fs.writeFileSync(
    path.join(folder, "main.ts"),
    [
      `import * as fs from "node:fs";`,
      `import { discoverModules } from ${require("app/discover")};`,
      `import { synthesize } from ${require("app/synthesize")};`,
      `const text = fs.readFileSync(${JSON.stringify(values)}, "utf8");`,
      `const values = JSON.parse(text.slice(${exported.length}));`,
      `const outdir = ${JSON.stringify(path.join(folder, "terraform"))};`,
      `const modules = discoverModules(${JSON.stringify(repository)});`,
      `synthesize({ modules, environments: { ${name}: values }, outdir });`,
    ].join("\n"),
  );
  const tsx = pathToFileURL(path.join(repository, "node_modules", "tsx", "dist", "loader.mjs")).href;
  const cdktf = JSON.parse(fs.readFileSync(path.join(repository, "cdktf.json"), "utf8")) as object;
  writeJson(path.join(folder, "cdktf.json"), { ...cdktf, app: `node --import ${tsx} main.ts` });
  return {
    folder,
    modules: path.join(folder, "terraform", "modules"),
    root: path.join(folder, "terraform", "envs", name),
    write: (environment) => fs.writeFileSync(values, exported + JSON.stringify(environment, null, 2)),
  };
}
