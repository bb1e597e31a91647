import * as fs from "node:fs";
import * as path from "node:path";
import prod from "../../envs/prod";
import { synthesize } from "../../app/synthesize";
import { temporaryFolder } from "../lib/example";

/** Synthesizes environments like production, and returns the warnings. */
function warnings(outdir: string, ...names: string[]): string[] {
  const warn = jest.spyOn(console, "warn").mockImplementation(() => undefined);
  try {
    const environments = Object.fromEntries(names.map((name) => [name, prod]));
    synthesize({ modules: [], environments, outdir });
    return warn.mock.calls.map(([text]) => String(text));
  } finally {
    warn.mockRestore();
  }
}

describe("an environment that is gone", () => {
  const folder = (outdir: string, name: string) => path.join(outdir, "envs", name);

  test("keeps its root module, and synth says what to do with it", () => {
    const outdir = temporaryFolder();
    expect(warnings(outdir, "dev", "prod", "trial")).toEqual([]);
    const given = [folder(outdir, "dev"), folder(outdir, "trial")].map((gone) =>
      path.relative(process.cwd(), gone),
    );
    expect(warnings(outdir, "prod")).toEqual(
      given.map(
        (gone) =>
          `${gone} belongs to no environment any more. Destroy what it deployed (terraform -chdir=${gone} init, then ` +
          `terraform -chdir=${gone} destroy), then delete the folder.`,
      ),
    );
    expect(fs.existsSync(path.join(folder(outdir, "dev"), "cdk.tf.json"))).toBe(true);
  });

  test("is over once only Terraform's working files are left", () => {
    const outdir = temporaryFolder();
    warnings(outdir, "dev", "prod");
    fs.rmSync(path.join(folder(outdir, "dev"), "cdk.tf.json"));
    expect(fs.readdirSync(folder(outdir, "dev"))).toEqual([".terraform"]);
    expect(warnings(outdir, "prod")).toEqual([]);
  });
});

test("a folder of CDKTF's own layout that somebody left behind stays as it is, and harms nothing", () => {
  const outdir = temporaryFolder();
  const state = path.join(outdir, "stacks", "old", "terraform.tfstate");
  fs.mkdirSync(path.dirname(state), { recursive: true });
  fs.writeFileSync(state, "{}");
  warnings(outdir, "prod");
  expect(fs.readFileSync(state, "utf8")).toBe("{}");
  expect(fs.existsSync(path.join(outdir, "manifest.json"))).toBe(true);
});

test("without such a folder there is none afterwards", () => {
  const outdir = temporaryFolder();
  warnings(outdir, "prod");
  expect(fs.readdirSync(outdir).sort()).toEqual(["envs", "manifest.json"]);
});
