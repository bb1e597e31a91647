import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageBundler } from "../../../../modules/source-bundle/function/package";
import { temporaryFolder, unzip } from "./helpers";

const repository = join(__dirname, "../../../..");
const folder = temporaryFolder();

test("the package holds the handler in one file and the platform's files, and nothing else", async () => {
  const platform = join(folder, "platform");
  mkdirSync(join(platform, ".platform/hooks/predeploy"), { recursive: true });
  writeFileSync(join(platform, ".platform/hooks/predeploy/10.sh"), "#!/bin/sh\n");
  packageBundler(folder, platform);
  const contents = await unzip(join(folder, "bundler.zip"));
  expect(Object.keys(contents)).toEqual(["index.js", "platform/.platform/hooks/predeploy/10.sh"]);
  const loaded = [...contents["index.js"]!.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name!);
  expect(loaded.filter((name) => name.startsWith("@"))).toEqual(
    expect.arrayContaining(["@aws-sdk/client-s3", "@aws-sdk/client-secrets-manager"]),
  );
  expect(loaded.filter((name) => !/^(node:)?[a-z_/]+$|^@aws-sdk\//.test(name))).toEqual([]); // only Node's and the runtime's
  for (const part of ["modules", "node_modules"])
    expect(contents["index.js"]).not.toContain(join(repository, part));
});
