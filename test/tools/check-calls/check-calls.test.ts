import * as fs from "node:fs";
import * as path from "node:path";
import { checkCalls } from "../../../tools/check-calls";
import { temporaryFolder } from "../../lib/example";

const root = path.resolve(__dirname, "../../..");
const variable = `
variable "guards" {
  type = map(object({
    priority      = number
    paths         = list(object({ path = string, match = optional(string, "exact") }))
    allowed_cidrs = optional(list(string), [])
  }))
  default = {}
}
variable "size" {
  type    = object({ min = optional(number, 1), max = optional(number), "per-zone" = optional(any) })
  default = {}
}
variable "pair" {
  type    = tuple([string, object({ a = string })])
  default = ["", { a = "" }]
}
`;

/** Writes a root module's files beside a module `m`, and checks it. */
async function check(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries({ "m/variables.tf": variable, ...files })) {
    fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const { problems } = await checkCalls([path.join(folder, "root")], {});
  return problems.map((problem) => problem.replaceAll(`${folder}/root/`, "").replaceAll(folder, "…"));
}
const call = (body: string, rest = "") =>
  check({ "root/main.tf": `${rest}\nmodule "x" {\n  source = "../m"\n${body}\n}\n` });
const ignored = (place: string, near: string, allowed: string) =>
  `${place} is not an attribute of the variable's type, so Terraform ignores it${near ? `; did you mean ${near}?` : ""} (allowed: ${allowed})`;
const guard = "priority, paths, allowed_cidrs";

test("right keys are no problem, nor are values that are not written out", async () => {
  const good = `
    guards = { a = { priority = 1, paths = [{ path = "/a" }], allowed_cidrs = ["192.0.2.0/24"] }, b = var.guard }
    size   = { min = 1, "per-zone" = { anything = 1 }, (var.key) = 2 }
    pair   = var.pair`;
  expect(await call(good)).toEqual([]);
});

test("a misspelt key is named by file, line, call and place, with what was meant and what is allowed", async () => {
  expect(await call('guards = { a = { priority = 1, paths = [{ pth = "/a" }], allow_cidrs = [] } }')).toEqual(
    [
      `main.tf:2: module.x: ${ignored('guards["a"].allow_cidrs', "allowed_cidrs", guard)}`,
      `main.tf:2: module.x: ${ignored('guards["a"].paths[0].pth', "path", "path, match")}`,
    ],
  );
});

test.each([
  ["a branch of a condition", "size = var.big ? { maximum = 9 } : { min = 1 }", "size.maximum", ""],
  ["the arguments of merge in a list", "size = merge([{ mn = 1 }, var.more]...)", "size.mn", "min"],
  ["an argument of merge", "size = merge({ mn = 1 }, var.more)", "size.mn", "min"],
  ["brackets", "size = ({ mx = 1 })", "size.mx", "max"],
  ["quotes", 'size = { "per_zone" = 1 }', "size.per_zone", "per-zone"],
  ["an element of a tuple", 'pair = ["a", { other = "b" }]', "pair[1].other", ""],
  ["the last argument of try", "size = try(var.size, { mim = 1 })", "size.mim", "min"],
])("it is found in %s", async (_, body, place, near) => {
  expect(await call(body)).toEqual([
    `main.tf:2: module.x: ${ignored(place, near, place.startsWith("pair") ? "a" : "min, max, per-zone")}`,
  ]);
});

test("it is found in what a for expression makes, under every key", async () => {
  expect(await call("guards = { for name in var.names : name => { prio = 1, paths = [] } }")).toEqual([
    `main.tf:2: module.x: ${ignored("guards[…].prio", "", guard)}`,
  ]);
});

test("it is found in a local value, in a part of one, and in what for_each gives", async () => {
  const locals =
    'locals {\n sizes = { small = { mini = 1 } }\n guards = merge(local.more, {})\n more = { a = { paths = [{ paht = "é" }] } }\n}';
  expect(await call("size = local.sizes.small\n guards = local.guards", locals)).toEqual([
    expect.stringContaining('guards["a"].paths[0].paht'),
    expect.stringContaining("size.mini"),
  ]);
  expect(await call('size = local.sizes["small"]', locals)).toHaveLength(1);
  expect(await call("for_each = local.sizes\n size = each.value", locals)).toHaveLength(1);
  expect(await call("for_each = { a = { size = { mini = 1 } } }\n size = each.value.size")).toHaveLength(1);
});

test("a local value that names itself ends the reading of it, and not more", async () => {
  expect(
    await call("size = local.a", "locals {\n a = merge(local.b, { mini = 1 })\n b = local.a\n}"),
  ).toHaveLength(1);
});

test("it is found in Terraform's JSON syntax", async () => {
  const json = JSON.stringify({
    module: { x: { source: "../m", size: { mni: 1 }, guards: "${merge({ a = { prioty = 1 } }, var.x)}" } },
  });
  expect(await check({ "root/main.tf.json": json })).toEqual([
    `main.tf.json: module.x: ${ignored("size.mni", "min", "min, max, per-zone")}`,
    `main.tf.json: module.x: ${ignored('guards["a"].prioty', "priority", guard)}`,
  ]);
});

test("modules that a root calls by a path are looked at, too", async () => {
  expect(
    await check({
      "root/main.tf": 'module "stack" {\n  source = "../stack"\n}\n',
      "stack/main.tf": 'module "x" {\n  source = "../m"\n  size = { mni = 1 }\n}\n',
    }),
  ).toEqual([expect.stringMatching(/stack\/main\.tf:1: module\.x: size\.mni /)]);
});

test("a module from elsewhere is found where terraform init put it; where it is not, nobody says that all is well", async () => {
  const files = {
    "root/main.tf": 'module "x" {\n  source = "git::https://example.org/m.git"\n  size = { mni = 1 }\n}\n',
  };
  expect(await check(files)).toEqual([
    "main.tf:1: module.x: the module of its source is not there: run terraform init in …/root, and this command again",
  ]);
  const manifest = JSON.stringify({ Modules: [{ Key: "x", Source: "", Dir: "../m" }] });
  expect(await check({ ...files, "root/.terraform/modules/modules.json": manifest })).toEqual([
    `main.tf:1: module.x: ${ignored("size.mni", "min", "min, max, per-zone")}`,
  ]);
});

test("a path that leads nowhere and a file that cannot be read are problems", async () => {
  const problems = await check({
    "root/main.tf": 'module "x" {\n  source = "../none"\n}\n',
    "root/bad.tf": 'module "y" {\n',
  });
  expect(problems).toHaveLength(2);
  expect(problems.join("\n")).toMatch(/bad\.tf: .*\n/);
  expect(problems.join("\n")).toContain("main.tf:1: module.x: ../none does not exist");
});

test("a folder without Terraform files is a problem: nothing was looked at", async () => {
  expect(await check({ "root/README.md": "" })).toEqual(["…/root has no Terraform files"]);
});

describe("calls of this project's modules", () => {
  const calling = (module: string, body: string) =>
    check({
      "root/main.tf": `module "m" {\n  source = "../modules/${module}"\n${body}\n}\n`,
      ...modulesOf(module),
    });
  const modulesOf = (module: string) => ({
    [`modules/${module}/variables.tf.json`]: fs.readFileSync(
      path.join(root, "terraform/modules", module, "variables.tf.json"),
      "utf8",
    ),
  });

  test.each([
    [
      "database",
      'readers = { standby = { instanceclass = "db.r6g.large" } }',
      'readers["standby"].instanceclass',
      "instance_class",
    ],
    [
      "database",
      "serverless_v2_scaling = { second_until_auto_pause = 300 }",
      "serverless_v2_scaling.second_until_auto_pause",
      "seconds_until_auto_pause",
    ],
    [
      "firewall",
      "guarded_paths = { a = { paths = [], allow_cidrs = [] } }",
      'guarded_paths["a"].allow_cidrs',
      "allowed_cidrs",
    ],
    ["beanstalk", "managed_updates = { enable = false }", "managed_updates.enable", "enabled"],
    ["redcap", "database = { readrs = {} }", "database.readrs", "readers"],
  ])("%s: %s", async (module, body, place, near) => {
    const problems = await calling(module, body);
    expect(problems).toEqual([expect.stringMatching(/^main\.tf:1: module\.m: /)]);
    expect(problems[0]).toContain(`: ${place} is not an attribute`);
    expect(problems[0]).toContain(`; did you mean ${near}?`);
  });
});
