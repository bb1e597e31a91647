import * as path from "node:path";
import { bindings, type Package, unpacked, usedFolders } from "../provider-6/bindings";
import { committed, Twin } from "../provider-6/twin";

// CDK Terrain (cdktn) goes on where CDKTF has ended. This project with cdktn in its place: with the bindings that it has, which know the provider's
// version 5.100, and with cdktn's own. The other providers' bindings are CDKTF's in both; cdktn has none for tls.

const cdktn: Package = {
  name: "cdktn",
  version: "0.24.0",
  integrity:
    "sha512-Ok7kYlM2BWyXebnQi4Se9JPsjsRZKoVtkyshkVEkhHY/fGWonMvdWvivXmdB6caBGcQ8cwioQOZXKkps+dCnZg==",
};
/** cdktn takes none from 10.8.0 on, which this project has. */
const constructs: Package = {
  name: "constructs",
  version: "10.7.2",
  integrity:
    "sha512-vA7JOqvO/xwq2HBCuq3qc6V2R9mHZCxJ8HPoucUcUWJY88YULe7bzMcsdBy27/gJJIphZi73U1oIXDY2Eqg6nA==",
};

/** What becomes of a committed environment. */
type Changes = Readonly<Record<"before" | "after", string>>;
const metadata: Changes = { before: '"version": "0.21.0"', after: `"version": "${cdktn.version}"` };
const pin: Changes = { before: '"version": "5.100.0"', after: `"version": "${bindings.cdktn.provider}"` };

let withOld: Twin;
let withNew: Twin;
beforeAll(async () => {
  const terrain = await unpacked(cdktn);
  const paths = {
    cdktf: terrain,
    "cdktf/*": path.join(terrain, "*"),
    cdktn: terrain,
    constructs: await unpacked(constructs),
  };
  const aws = await unpacked(bindings.cdktn, usedFolders());
  withOld = new Twin(paths);
  withNew = new Twin({ ...paths, "@cdktf/provider-aws/*": path.join(aws, "*") });
}, 300_000);

/** What is committed, with these changes in each environment, and `{}` and `[]` on one line there. */
function expected(...changes: readonly Changes[]): Readonly<Record<string, string>> {
  const entries = Object.entries(committed()).map(([name, text]) => {
    if (!name.startsWith("envs/")) return [name, text];
    const closed = text.replace(/([{[])\n *([}\]])/g, "$1$2");
    return [
      name,
      changes.reduce((current, { before, after }) => {
        expect([name, current.split(before).length]).toEqual([name, 2]);
        return current.replace(before, after);
      }, closed),
    ];
  });
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

test("the modules are the same, and environments but for their metadata and empty brackets", async () => {
  const files = await withOld.synthesized();
  expect(Object.keys(files).filter((name) => name.startsWith("envs/")).length).toBeGreaterThan(3);
  expect(files).toEqual(expected(metadata));
}, 120_000);

test("with cdktn's own bindings of the AWS provider, so are they but for its version", async () => {
  expect(await withNew.synthesized()).toEqual(expected(metadata, pin));
}, 120_000);

test("with these, the types fit", async () => {
  expect(await withNew.typeErrors()).toBe("");
}, 300_000);
