import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { BundleEntry } from "../../../../modules/source-bundle/function/bundle-entry";
import { layer } from "../../../../modules/source-bundle/function/layers";

const entry = (path: string, content = path): BundleEntry => ({
  path,
  size: Buffer.byteLength(content),
  open: async () => Readable.from([Buffer.from(content)]),
});

const application = [
  entry("redcap/index.php"),
  entry("redcap/database.php", "vendor"),
  entry("redcap/temp/", ""),
];
const platform = [
  entry("redcap/database.php", "ours"),
  entry(".platform/hooks/predeploy/10.sh"),
  entry(".ebextensions/a.config"),
];

async function contents(overlay: BundleEntry[]): Promise<Record<string, string>> {
  const entries = layer({ application, platform, overlay }).filter(({ path }) => !path.endsWith("/"));
  return Object.fromEntries(
    await Promise.all(entries.map(async ({ path, open }) => [path, await text(await open())])),
  );
}

test("the platform's database.php replaces the application's", async () => {
  expect((await contents([]))["redcap/database.php"]).toBe("ours");
});

test("the operator's files replace the application's and add to ours", async () => {
  const bundle = await contents([
    entry("redcap/index.php", "operator"),
    entry("redcap/modules/ldap_v1.0/config.json", "{}"),
    entry(".platform/hooks/predeploy/90-agent.sh", "agent"),
  ]);
  expect(bundle).toMatchObject({
    "redcap/index.php": "operator",
    "redcap/modules/ldap_v1.0/config.json": "{}",
    ".platform/hooks/predeploy/90-agent.sh": "agent",
    ".platform/hooks/predeploy/10.sh": ".platform/hooks/predeploy/10.sh",
  });
});

test("the operator's part of the application is there a second time, for the bundle that Easy Upgrade will make", async () => {
  const bundle = await contents([entry("redcap/hooks/a.php", "hook"), entry(".ebextensions/b.config")]);
  const kept = Object.entries(bundle).filter(([path]) => path.startsWith(".platform/redcap/overlay/"));
  expect(kept).toEqual([[".platform/redcap/overlay/hooks/a.php", "hook"]]);
  expect(() =>
    layer({ application, platform, overlay: [entry(".platform/redcap/overlay/hooks/a.php")] }),
  ).toThrow('".platform/redcap/overlay/hooks/a.php" would overwrite a platform file');
});

test("all overlay files that would overwrite the platform's, or are elsewhere, are named in one error", () => {
  const overlay = [
    "redcap/database.php",
    ".platform/hooks/predeploy/10.sh",
    ".ebextensions/a.config",
    "Procfile",
    "redcap/../x",
    "redcap/ok.php",
  ].map((path) => entry(path));
  expect(() => layer({ application, platform, overlay })).toThrow(
    [
      '  - "redcap/database.php" would overwrite a platform file',
      '  - ".platform/hooks/predeploy/10.sh" would overwrite a platform file',
      '  - ".ebextensions/a.config" would overwrite a platform file',
      '  - "Procfile" is in none of redcap/, .platform/, .ebextensions/',
      '  - "redcap/../x" leaves the folder that it is unpacked into',
      "Move or rename",
    ].join("\n"),
  );
});

test("a file where another layer has a folder is refused", () => {
  expect(() => layer({ application, platform, overlay: [entry("redcap/database.php/x")] })).toThrow(
    '"redcap/database.php" is a file and a folder',
  );
  expect(() => layer({ application, platform, overlay: [entry("redcap/temp")] })).toThrow(
    '"redcap/temp" is a file and a folder',
  );
});

test("an empty folder stays, and one that has got files needs no entry", () => {
  const paths = (overlay: BundleEntry[]) => layer({ application, platform, overlay }).map(({ path }) => path);
  expect(paths([])).toContain("redcap/temp/");
  expect(paths([entry("redcap/temp/index.html")])).not.toContain("redcap/temp/");
});
