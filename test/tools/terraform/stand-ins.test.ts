import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync } from "node:fs";
import * as path from "node:path";
import { buildStandInProviders } from "../../../tools/terraform";
import { fakeProgram, temporaryFolder } from "./fake-programs";

let folder: string;
let messages: string[];
beforeEach(() => {
  folder = temporaryFolder();
  messages = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const cache = (): string => path.join(folder, "cache");

/** Stands for Go: `$6` is the folder that the programs go to. */
const GOOD_GO = 'echo x >> "$LOG"; touch "$6/random" "$6/tls"';

function build(goScript?: string): Promise<string> {
  if (goScript !== undefined) fakeProgram(path.join(folder, "bin/go"), goScript);
  return buildStandInProviders({
    env: {
      PATH: `${path.join(folder, "bin")}:${goScript === undefined ? "" : "/usr/bin:/bin"}`,
      LOG: path.join(folder, "log"),
    },
    platform: "linux_amd64",
    cacheFolder: cache(),
    log: (message) => messages.push(message),
  });
}

const STANDARD_PLACE =
  "registry.terraform.io/hashicorp/random/3.7.2/linux_amd64/terraform-provider-random_v3.7.2_x5";

test("a build ends in a mirror, and a second call starts none", async () => {
  const mirror = await build(GOOD_GO);
  expect(existsSync(path.join(mirror, STANDARD_PLACE))).toBe(true);
  expect(await build("exit 1")).toBe(mirror);
  expect(messages).toEqual([expect.stringContaining("Building stand-ins for the random and tls providers")]);
});

test("two builds at once give one mirror and leave nothing else", async () => {
  const [first, second] = await Promise.all([build(GOOD_GO), build(GOOD_GO)]);
  expect(second).toBe(first);
  expect(readdirSync(cache())).toEqual([path.basename(first)]);
});

test("a failed build says what Go said, leaves nothing, and is done again", async () => {
  const failed = build('touch "$6/random"; echo "no such module" >&2; exit 1');
  await expect(failed).rejects.toThrow(/only then are stand-ins built[^]*no such module/);
  expect(readdirSync(cache())).toEqual([]);
  expect(existsSync(path.join(await build(GOOD_GO), STANDARD_PLACE))).toBe(true);
});

test("what an interrupted build left is removed once it is old, not while it may be going on", async () => {
  const old = path.join(cache(), "building-old");
  const current = path.join(cache(), "building-current");
  mkdirSync(old, { recursive: true });
  mkdirSync(current);
  const yesterday = Date.now() / 1000 - 86_400;
  utimesSync(old, yesterday, yesterday);
  await build(GOOD_GO);
  expect(existsSync(old)).toBe(false);
  expect(existsSync(current)).toBe(true);
});

test("a mirror that lost a provider is built again", async () => {
  const mirror = await build(GOOD_GO);
  rmSync(path.join(mirror, "registry.terraform.io/hashicorp/random"), { recursive: true });
  expect(await build(GOOD_GO)).toBe(mirror);
  expect(existsSync(path.join(mirror, STANDARD_PLACE))).toBe(true);
});

test("no Go is an error that says when Go is needed at all", async () => {
  const failed = build();
  await expect(failed).rejects.toThrow("hashicorp/random 3.7.2 and hashicorp/tls 4.1.0 are in no mirror");
  await expect(failed).rejects.toThrow(
    "Go is not on the PATH. Install Go 1.24 or newer, or put the real providers",
  );
});
