import * as fs from "node:fs";
import * as path from "node:path";
import { applications } from "../../app/applications";
import { discoverEnvironments, discoverModules } from "../../app/discover";
import { synthesize } from "../../app/synthesize";
import { CONFIGURATION, withConfiguration } from "../../tools/docs/configuration";
import { CONTROLS, controlsDocument } from "../../tools/docs/controls";
import { STANDALONE } from "../../tools/standalone";
import { temporaryFolder } from "../lib/example";

const root = path.resolve(__dirname, "../..");
const committed = path.join(root, "terraform");
const modules = discoverModules(root);
const environments = discoverEnvironments(root);
const names = modules.map(({ name }) => name);

/** What Terraform, cdktf and teams put beside what synth writes; git ignores all but the lock file. */
const notSynth =
  /^(manifest\.json|metadata\.json|addresses\.lock|\.terraform|terraform\.d|\.terraform\.lock\.hcl|(.*\.)?tfplan|plan|.*\.tfstate(\..*)?|crash\.log|cdktf\.log)$/;

/** A module's folder, to which npm run docs adds. */
const inModule = /^modules\/[^/]+$/;

/** Every file below a folder that synth writes, by its path in it. */
function filesOf(folder: string, below = ""): Map<string, Buffer> {
  const entries = fs.readdirSync(path.join(folder, below), { withFileTypes: true });
  return new Map(
    entries
      .filter(({ name }) => !notSynth.test(name) && !(inModule.test(below) && STANDALONE.includes(name)))
      .flatMap((entry): (readonly [string, Buffer])[] => {
        const file = path.join(below, entry.name);
        if (entry.isDirectory()) return [...filesOf(folder, file)];
        return [[file, fs.readFileSync(path.join(folder, file))]];
      }),
  );
}

const outdir = temporaryFolder();
let fresh: Map<string, Buffer>;
beforeAll(() => {
  synthesize({ modules, environments, outdir });
  fresh = filesOf(outdir);
});

const json = (file: string) => JSON.parse(fresh.get(file)!.toString()) as Readonly<Record<string, object>>;

describe("what synth writes", () => {
  test("is what is committed in terraform/, byte for byte", () => {
    const old = filesOf(committed);
    const differing = [...new Set([...fresh.keys(), ...old.keys()])].filter(
      (file) => !fresh.get(file)?.equals(old.get(file) ?? Buffer.of()),
    );
    // npm run synth writes them anew.
    expect(differing).toEqual([]);
  });

  test("is told from what Terraform and READMEs' commands leave beside it", () => {
    const readmes = ["README.md", ...names.map((name) => path.join("modules", name, "README.md"))];
    const text = readmes.map((file) => fs.readFileSync(path.join(root, file), "utf8")).join("\n");
    const plans = [...text.matchAll(/-out[= ](\S+)/g)].map(([, file]) => file!);
    expect(plans).not.toEqual([]);
    const folder = temporaryFolder();
    for (const file of [...plans, "errored.tfstate", "terraform.tfstate.backup", "crash.log"])
      fs.writeFileSync(path.join(folder, file), "");
    expect([...filesOf(folder).keys()]).toEqual([]);
  });

  test("is the same when it is written again, and stale modules go", () => {
    fs.mkdirSync(path.join(outdir, "modules", "renamed-last-week"));
    synthesize({ modules, environments, outdir });
    expect([...filesOf(outdir)]).toEqual([...fresh]);
  });

  test("names no folder of the machine that wrote it", () => {
    const texts = [...fresh].filter(([file]) => file.endsWith(".json"));
    // Not the root alone: a clone in /data has a short path that may stand anywhere.
    const folders = ["lib", "modules", "node_modules", "terraform"].map((folder) => path.join(root, folder));
    const holders = texts.filter(([, text]) => [outdir, ...folders].some((folder) => text.includes(folder)));
    expect(holders.map(([file]) => file)).toEqual([]);
  });

  test("spells no partition out: modules work in GovCloud and China, too", () => {
    const holders = [...fresh].filter(
      ([file, text]) => /main\.tf\.json$/.test(file) && text.includes("arn:aws:"),
    );
    expect(holders.map(([file]) => file)).toEqual([]);
  });

  test("puts a module into every folder, and nothing else", () => {
    expect(fs.readdirSync(path.join(outdir, "modules")).sort()).toEqual([...names].sort());
    expect(fs.readdirSync(path.join(outdir, "envs")).sort()).toEqual(Object.keys(environments).sort());
  });
});

describe.each(names)("modules/%s", (name) => {
  test("describes every variable and output", () => {
    const described = ["variables.tf.json", "outputs.tf.json"].flatMap((file) =>
      Object.entries(Object.values(json(path.join("modules", name, file)))[0]!),
    );
    const bare = described.filter(([, block]) => !(block as { description?: string }).description);
    expect(bare.map(([key]) => key)).toEqual([]);
  });

  test("carries no provider and no backend", () => {
    const folder = path.join("modules", name);
    expect(Object.keys(json(path.join(folder, "main.tf.json")))).not.toContain("provider");
    expect(Object.keys(json(path.join(folder, "versions.tf.json"))["terraform"]!)).toEqual([
      "required_version",
      "required_providers",
    ]);
  });
});

test("the table of Medplum's configuration file is fresh (npm run docs)", () => {
  const document = fs.readFileSync(path.join(root, CONFIGURATION), "utf8");
  expect(document).toBe(withConfiguration(document));
});

test("docs/controls.md is fresh (npm run docs)", () => {
  expect(fs.readFileSync(path.join(root, CONTROLS), "utf8")).toBe(controlsDocument(root));
});

describe.each(Object.keys(environments))("envs/%s", (name) => {
  const text = () => json(path.join("envs", name, "cdk.tf.json"));

  test("is a root module of values: a backend, providers, and one call for each application", () => {
    const { variable = {}, ...others } = text();
    expect(Object.keys(others).sort()).toEqual(["//", "module", "output", "provider", "terraform"]);
    // Secrets of whoever runs Terraform, and nothing else.
    for (const block of Object.values(variable)) expect(block).toMatchObject({ ephemeral: true });
    const lines = (value: unknown): number => JSON.stringify(value, null, 2).split("\n").length;
    const values = environments[name]!;
    expect(Object.keys(text()["module"]!).sort()).toEqual(
      Object.keys(applications)
        .filter((key) => key in values)
        .sort(),
    );
    expect(lines(text()["module"])).toBeLessThan(175);
    expect(lines(text()["provider"]) + lines(text()["terraform"])).toBeLessThan(100);
  });

  test("says what it asks of the providers, exactly", () => {
    const required = (text()["terraform"] as { required_providers: Record<string, { version: string }> })
      .required_providers;
    for (const { version } of Object.values(required)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("selects its workspace for whoever runs Terraform in its folder", () => {
    expect(fs.readFileSync(path.join(outdir, "envs", name, ".terraform", "environment"), "utf8")).toBe(name);
  });
});

test("the app is short enough to be read at once", () => {
  expect(fs.readFileSync(path.join(root, "main.ts"), "utf8").split("\n").length).toBeLessThan(60);
});
