import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageBundler } from "../../../../modules/source-bundle/function/package";
import { temporaryFolder, unzip } from "./helpers";

const repository = join(__dirname, "../../../..");
const folder = temporaryFolder();
const platform = join(folder, "platform");
mkdirSync(join(platform, ".platform/hooks/predeploy"), { recursive: true });
writeFileSync(join(platform, ".platform/hooks/predeploy/10.sh"), "#!/bin/sh\n");
const made = packageBundler(join(folder, "out"), platform);
const zip = join(folder, "out", made.fileName);

test("the package holds the handler in one file and the platform's files, and nothing else", async () => {
  const contents = await unzip(zip);
  expect(Object.keys(contents)).toEqual(["index.js", "platform/.platform/hooks/predeploy/10.sh"]);
  const loaded = [...contents["index.js"]!.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name!);
  expect(loaded.filter((name) => name.startsWith("@"))).toEqual(
    expect.arrayContaining(["@aws-sdk/client-s3", "@aws-sdk/client-secrets-manager"]),
  );
  expect(loaded.filter((name) => !/^(node:)?[a-z_/]+$|^@aws-sdk\//.test(name))).toEqual([]); // only Node's and the runtime's
  for (const part of ["modules", "node_modules"])
    expect(contents["index.js"]).not.toContain(join(repository, part));
});

test("the hash is what Terraform's filebase64sha256 gives", () => {
  expect(made.sourceCodeHash).toBe(createHash("sha256").update(readFileSync(zip)).digest("base64"));
});

test("a copy of the repository elsewhere, with linked dependencies, gives the same bytes", () => {
  const copy = join(folder, "elsewhere/clone");
  cpSync(join(repository, "modules/source-bundle/function"), join(copy, "modules/source-bundle/function"), {
    recursive: true,
  });
  for (const name of ["package.json", "tsconfig.json"]) cpSync(join(repository, name), join(copy, name));
  symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
  const program = `require("./modules/source-bundle/function/package").packageBundler(process.argv[1], process.argv[2])`;
  execFileSync(process.execPath, ["--import", "tsx", "-e", program, join(copy, "out"), platform], {
    cwd: copy,
    timeout: 30_000,
  });
  expect(readFileSync(join(copy, "out/bundler.zip")).equals(readFileSync(zip))).toBe(true);
});

test("a changed platform file changes the package and the platform's version", () => {
  const changed = join(folder, "changed");
  cpSync(platform, changed, { recursive: true });
  writeFileSync(join(changed, ".platform/hooks/predeploy/10.sh"), "#!/bin/sh\nset -e\n");
  const other = packageBundler(join(folder, "other"), changed);
  expect(other.platformVersion).not.toBe(made.platformVersion);
  expect(other.sourceCodeHash).not.toBe(made.sourceCodeHash);
});
