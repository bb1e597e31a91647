import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { terraformEnvironment, type TerraformEnvironmentOptions } from "../../../tools/terraform";
import { addProvider, fakeTerraform, temporaryFolder } from "./fake-programs";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  fakeTerraform(path.join(folder, "bin/terraform"), "1.11.4");
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (...parts: string[]): string => path.join(folder, ...parts);

/** A machine of its own in the temporary folder, without a registry unless a test says so. */
function environment(
  env: NodeJS.ProcessEnv = {},
  options: TerraformEnvironmentOptions = {},
): Promise<NodeJS.ProcessEnv> {
  return terraformEnvironment({
    env: { PATH: at("bin"), HOME: at("home"), XDG_DATA_DIRS: at("share"), ...env },
    cacheFolder: at("cache"),
    places: { platform: "linux", opt: at("opt") },
    registryReachable: () => Promise.resolve(false),
    buildStandIns: () => Promise.resolve(at("stand-ins")),
    ...options,
  });
}

/** The mirrors that the written CLI configuration names, in its order. */
function mirrorsIn(env: NodeJS.ProcessEnv): string[] {
  const text = readFileSync(env.TF_CLI_CONFIG_FILE!, "utf8");
  return [...text.matchAll(/filesystem_mirror \{\s+path = "(.*)"/g)].map(([, mirror]) => mirror!);
}

function addAll(mirror: string, registry?: string): void {
  addProvider(mirror, "aws", "5.100.0", "linux_amd64", registry);
  addProvider(mirror, "random", "3.7.2", "linux_amd64", registry);
  addProvider(mirror, "tls", "4.1.0", "linux_amd64", registry);
}

/** An environment that selects OpenTofu. */
function tofu(): NodeJS.ProcessEnv {
  fakeTerraform(at("bin/tofu"), "1.12.6", "OpenTofu");
  return { TERRAFORM_BINARY_NAME: "tofu" };
}

test("a TF_CLI_CONFIG_FILE that exists is respected, and nothing is looked for", async () => {
  writeFileSync(at("my.tfrc"), "");
  const asked = jest.fn(() => Promise.resolve(false));
  const env = await environment({ TF_CLI_CONFIG_FILE: at("my.tfrc") }, { registryReachable: asked });
  expect(env.TF_CLI_CONFIG_FILE).toBe(at("my.tfrc"));
  expect(asked).not.toHaveBeenCalled();
  expect(existsSync(at("cache"))).toBe(false);
});

test("with a registry nothing is configured, and a TF_CLI_CONFIG_FILE that points to nothing is dropped", async () => {
  const env = await environment(
    { TF_CLI_CONFIG_FILE: at("missing.tfrc") },
    { registryReachable: () => Promise.resolve(true) },
  );
  expect(env).not.toHaveProperty("TF_CLI_CONFIG_FILE");
  expect(env.PATH).toBe(at("bin"));
  expect(existsSync(at("cache"))).toBe(false);
});

test("what the caller set for a Terraform of his own leads ours to no other workspace, folder or arguments", async () => {
  const callers = {
    TF_WORKSPACE: "prod",
    TF_DATA_DIR: "x",
    TF_CLI_ARGS: "-lock=false",
    TF_CLI_ARGS_init: "-upgrade",
  };
  addAll(at("opt/a"));
  for (const more of [{}, { TF_CLI_CONFIG_FILE: at("my.tfrc") }]) {
    writeFileSync(at("my.tfrc"), "");
    const env = await environment({ ...callers, TF_LOG: "WARN", ...more });
    expect(Object.keys(env).filter((name) => name in callers)).toEqual([]);
    expect(env.TF_LOG).toBe("WARN");
  }
});

test.each([
  ["the registry is back", {}, { registryReachable: () => Promise.resolve(true) }],
  ["a CLI configuration says where providers are", { TF_CLI_CONFIG_FILE: __filename }, {}],
])("links to mirrors are gone once %s", async (_when, env, options) => {
  addAll(at("opt/a"));
  const links = path.join("terraform.d", "plugins");
  await environment({}, { linkInto: at("root") });
  expect(existsSync(at("root", links))).toBe(true);
  await environment(env, { ...options, linkInto: at("root") });
  expect(existsSync(at("root", links))).toBe(false);
});

test("a ~/.terraformrc that says where providers come from is left alone", async () => {
  mkdirSync(at("home"));
  writeFileSync(
    at("home/.terraformrc"),
    'provider_installation {\n  network_mirror {\n    url = "x"\n  }\n}\n',
  );
  expect(await environment()).not.toHaveProperty("TF_CLI_CONFIG_FILE");
});

test("a ~/.terraformrc about other things does not stop the search for mirrors", async () => {
  mkdirSync(at("home"));
  writeFileSync(at("home/.terraformrc"), 'plugin_cache_dir = "x" # no provider_installation here\n');
  addAll(at("opt/any"));
  expect(mirrorsIn(await environment())).toEqual([at("opt/any")]);
});

test("without a registry the mirrors are Terraform's plugin folders, then those under /opt", async () => {
  const plugins = ["home/.terraform.d/plugins", "data/terraform/plugins", "share/terraform/plugins"].map(
    (name) => at(name),
  );
  const opt = [at("opt/a"), at("opt/b")];
  for (const mirror of [...opt, ...plugins]) addAll(mirror);
  mkdirSync(at("opt/no-mirror"));
  mkdirSync(at("opt/too/deep/registry.terraform.io"), { recursive: true });

  const env = await environment({ TF_CLI_CONFIG_FILE: at("missing.tfrc"), XDG_DATA_HOME: at("data") });
  expect(mirrorsIn(env)).toEqual([...plugins, ...opt]);
  expect(path.dirname(env.TF_CLI_CONFIG_FILE!)).toBe(at("cache"));
});

test("on macOS the plugin folders are those of the user's library", async () => {
  const mirror = at("home/Library/Application Support/io.terraform/plugins");
  addAll(mirror);
  const env = await environment({}, { places: { platform: "darwin", opt: at("opt") } });
  expect(mirrorsIn(env)).toEqual([mirror]);
});

test("a mirror may hold providers as archives", async () => {
  addAll(at("opt/a"));
  const aws = at("opt/a/registry.terraform.io/hashicorp/aws");
  rmSync(aws, { recursive: true });
  mkdirSync(aws);
  writeFileSync(path.join(aws, "terraform-provider-aws_5.100.0_linux_amd64.zip"), "");
  expect(mirrorsIn(await environment())).toEqual([at("opt/a")]);
});

test.each(["random", "tls"])("stand-ins are built where no mirror has %s, and only there", async (name) => {
  const build = jest.fn(() => Promise.resolve(at("stand-ins")));
  addAll(at("opt/a"));
  await environment({}, { buildStandIns: build });
  expect(build).not.toHaveBeenCalled();

  rmSync(at("opt/a/registry.terraform.io/hashicorp", name), { recursive: true });
  expect(mirrorsIn(await environment({}, { buildStandIns: build }))).toEqual([at("opt/a"), at("stand-ins")]);
  expect(build).toHaveBeenCalledWith(expect.objectContaining({ platform: "linux_amd64" }));
});

test.each([
  ["another version", "5.99.0", "linux_amd64"],
  ["another platform", "5.100.0", "darwin_arm64"],
])("a mirror that holds aws for %s only does not count", async (_what, version, platform) => {
  addProvider(at("opt/a"), "aws", version, platform);
  const found = environment();
  await expect(found).rejects.toThrow("No provider hashicorp/aws 5.100.0 for linux_amd64");
  await expect(found).rejects.toThrow(`Mirrors found:\n  ${at("opt/a")}`);
});

test("neither a registry nor a mirror is one error that names the places and the ways out", async () => {
  const found = environment();
  await expect(found).rejects.toThrow("the provider registry (registry.terraform.io) cannot be reached");
  await expect(found).rejects.toThrow(`Searched for mirrors in:\n  ${at("home/.terraform.d/plugins")}\n`);
  await expect(found).rejects.toThrow(at("opt/*"));
  await expect(found).rejects.toThrow(/HTTPS_PROXY.*terraform providers mirror[^]*TF_CLI_CONFIG_FILE/);
  expect(existsSync(at("cache"))).toBe(false);
});

test("the same mirrors give the same file, other mirrors another one, and no drafts stay", async () => {
  addAll(at("opt/a"));
  const [first, second] = await Promise.all([environment(), environment()]);
  expect(second.TF_CLI_CONFIG_FILE).toBe(first.TF_CLI_CONFIG_FILE);
  addAll(at("opt/b"));
  expect((await environment()).TF_CLI_CONFIG_FILE).not.toBe(first.TF_CLI_CONFIG_FILE);
  expect(readdirSync(at("cache"))).toHaveLength(2);
});

describe("OpenTofu", () => {
  test("asks its own registry", async () => {
    const asked = jest.fn(() => Promise.resolve(true));
    await environment(tofu(), { registryReachable: asked });
    expect(asked).toHaveBeenCalledWith("OpenTofu");
    addAll(at("opt/a"));
    await environment({}, { registryReachable: asked });
    expect(asked).toHaveBeenLastCalledWith("Terraform");
  });

  test("has a mirror of its own registry, of what mirrors and stand-ins have of either", async () => {
    addProvider(at("opt/a"), "aws", "5.100.0");
    addProvider(at("stand-ins"), "random", "3.7.2");
    addProvider(at("stand-ins"), "tls", "4.1.0");
    const [mirror, ...others] = mirrorsIn(await environment(tofu()));
    expect(others).toEqual([]);
    expect(path.dirname(mirror!)).toBe(at("cache"));
    expect(readdirSync(mirror!)).toEqual(["registry.opentofu.org"]);
    const providers = path.join(mirror!, "registry.opentofu.org/hashicorp");
    expect(readdirSync(providers).sort()).toEqual(["aws", "random", "tls"]);
    // OpenTofu follows a link at this level only.
    expect(readlinkSync(path.join(providers, "aws/5.100.0/linux_amd64"))).toBe(
      at("opt/a/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"),
    );
    // Other contents are another mirror.
    addAll(at("opt/b"));
    expect(mirrorsIn(await environment(tofu()))).not.toEqual([mirror]);
  });

  test("finds what a mirror has of its own registry only, which Terraform does not", async () => {
    addAll(at("opt/a"), "registry.opentofu.org");
    expect(mirrorsIn(await environment(tofu()))).toHaveLength(1);
    await expect(environment()).rejects.toThrow("the provider registry (registry.terraform.io) cannot be");
    rmSync(at("opt/a/registry.opentofu.org/hashicorp/aws"), { recursive: true });
    await expect(environment(tofu())).rejects.toThrow(
      /the provider registry \(registry\.opentofu\.org\) cannot be[^]*`tofu providers mirror`/,
    );
  });

  test.each([
    ["home/.tofurc", true],
    ["home/.terraformrc", true],
    ["config/opentofu/tofurc", true],
    ["home/.tofurc", false],
  ])("is led by %s as Terraform by its own (where providers come from: %s)", async (name, leads) => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), leads ? "provider_installation {}\n" : "disable_checkpoint = true\n");
    addAll(at("opt/a"));
    const env = await environment({ ...tofu(), XDG_CONFIG_HOME: at("config") });
    expect("TF_CLI_CONFIG_FILE" in env).toBe(!leads);
    // Terraform has nothing to do with OpenTofu's.
    const terraforms = await environment({ XDG_CONFIG_HOME: at("config") });
    expect("TF_CLI_CONFIG_FILE" in terraforms).toBe(name !== "home/.terraformrc");
  });
});

test("Terraform's version check is off unless the user wants it", async () => {
  const registryReachable = () => Promise.resolve(true);
  expect((await environment({}, { registryReachable })).CHECKPOINT_DISABLE).toBe("1");
  expect((await environment({ CHECKPOINT_DISABLE: "" }, { registryReachable })).CHECKPOINT_DISABLE).toBe("");
});

test.each([
  ["aws", "5.100.0"],
  ["random", "3.7.2"],
  ["tls", "4.1.0"],
])("the %s provider that is looked for is the one that the bindings are made for", (name, version) => {
  const file = path.join(__dirname, `../../../node_modules/@cdktf/provider-${name}/package.json`);
  const bindings = JSON.parse(readFileSync(file, "utf8")) as { cdktf: { provider: { version: string } } };
  expect(bindings.cdktf.provider.version).toBe(version);
});
