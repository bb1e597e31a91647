import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "../../tools/support/project";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { STANDALONE, standaloneFiles, variablesLink } from "../../tools/standalone";
import { anchor } from "../../tools/standalone/prose";
import { temporaryFolder } from "../lib/example";
import { modules } from "./examples";

const committed = path.join(root, "terraform/modules");

/** Every file below a folder, by its path in it. */
const filesBelow = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

const names = modules.map(({ name }) => name);

describe.each(names)("terraform/modules/%s", (name) => {
  const folder = path.join(committed, name);
  const readme = fs.readFileSync(path.join(folder, "README.md"), "utf8");

  test("has the README, examples and tests that npm run docs makes, and no others", () => {
    const fresh = standaloneFiles(modules.find((definition) => definition.name === name)!);
    const stale = [...fresh].filter(
      ([file, text]) =>
        !fs.existsSync(path.join(folder, file)) || fs.readFileSync(path.join(folder, file), "utf8") !== text,
    );
    expect(stale.map(([file]) => file)).toEqual([]);
    const own = filesBelow(folder).filter(
      (file) => STANDALONE.includes(file.split("/")[0]!) && !file.includes(".terraform"),
    );
    expect(own.sort()).toEqual([...fresh.keys(), variablesLink.from].sort());
    expect(fs.readlinkSync(path.join(folder, variablesLink.from))).toBe(variablesLink.to);
  });

  test("has a README whose links lead somewhere", () => {
    const links = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const relative = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(relative.length).toBeGreaterThan(5);
    expect(relative.filter((link) => !leadsSomewhere(folder, link))).toEqual([]);
  });

  test("has a README that speaks of Terraform, apart from its examples in TypeScript", () => {
    const prose = readme.replace(/^```[^]*?^```$/gm, "");
    const typeScript = prose.split("\n").filter((line) => /\b[a-z-]+\.ts\b/.test(line));
    expect(typeScript).toEqual([]);
  });
});

/** Whether a link of a file in the folder finds its file, and there its heading or its line. */
function leadsSomewhere(folder: string, link: string): boolean {
  const [target, place] = link.split("#") as [string, string?];
  const file = path.join(folder, target || "README.md");
  if (!fs.existsSync(file)) return false;
  if (!place) return true;
  const lines = fs.readFileSync(file, "utf8").split("\n");
  if (/^L\d+$/.test(place)) return Number(place.slice(1)) <= lines.length;
  return lines.some((line) => /^#+ /.test(line) && anchor(line.replace(/^#+ /, "")) === place);
}

describe("in the eyes of Terraform", () => {
  let env: NodeJS.ProcessEnv;
  const copy = path.join(temporaryFolder(), "modules");
  beforeAll(async () => {
    env = await terraformEnvironment();
    fs.cpSync(committed, copy, { recursive: true, verbatimSymlinks: true });
  }, 300_000);

  test("examples and tests are formatted", async () => {
    await runTerraform(["fmt", "-check", "-recursive", "."], { cwd: copy, env });
  }, 60_000);

  // Of the others, the modules' own tests look at every case in the same way, without Terraform's expect_failures.
  const few = names.filter((name) => runsOf(name) <= 35);

  test.each(few)(
    "the tests of %s run from its folder, and pass",
    async (name) => {
      const cwd = path.join(copy, name);
      await initTerraform({ cwd, env });
      const { stdout } = await runTerraform(["test"], { cwd, env });
      expect(stdout).toContain(`Success! ${runsOf(name)} passed, 0 failed.`);
    },
    120_000,
  );

  test("a test fails where a validation is missing", async () => {
    const cwd = path.join(copy, "ecs-cluster");
    const file = path.join(cwd, "variables.tf.json");
    const { variable, ...others } = JSON.parse(fs.readFileSync(file, "utf8")) as { variable: object };
    const without = Object.entries(variable).map(([key, block]) => [
      key,
      { ...(block as object), validation: undefined },
    ]);
    fs.writeFileSync(file, JSON.stringify({ ...others, variable: Object.fromEntries(without) as object }));
    await initTerraform({ cwd, env });
    const { stdout } = await runTerraform(["test"], { cwd, env, allowedExitCodes: [1] });
    expect(stdout).toMatch(/Failure! 0 passed, 1 failed/);
  }, 120_000);
});

function runsOf(name: string): number {
  const text = fs.readFileSync(path.join(committed, name, "tests/validations.tftest.hcl"), "utf8");
  return text.match(/^run "/gm)!.length;
}
