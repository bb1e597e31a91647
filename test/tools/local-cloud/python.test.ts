import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { preparePython } from "../../../tools/local-cloud/python";
import { temporaryFolderForEachTest } from "./temporary-folder";

const folder = temporaryFolderForEachTest();
const calls = (): string[] => {
  const file = path.join(folder(), "calls");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
};

/** Puts a program of that name on the test's PATH. It notes its arguments, then runs the given shell script. */
function program(name: string, script: string): void {
  const file = path.join(folder(), "bin", name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${folder()}/calls"\n${script}\n`);
  chmodSync(file, 0o755);
}

/** A python3 of the given version that can make environments, whose own python takes `pip install`. */
function fakePython(version: string, onVenv = ""): void {
  program(
    "python3",
    `case "$1$2" in
      -c*) echo ${version} ;;
      -mvenv) ${onVenv}
        /bin/mkdir -p "$3/bin"
        printf '#!/bin/sh\\necho "pip $*" >> "${folder()}/calls"\\n' > "$3/bin/python"
        /bin/chmod +x "$3/bin/python" ;;
    esac`,
  );
}

const environment = (): NodeJS.ProcessEnv => ({
  PATH: path.join(folder(), "bin"),
  XDG_CACHE_HOME: path.join(folder(), "cache"),
});
const prepare = (lines: string[] = []) =>
  preparePython({ env: environment(), log: (line) => void lines.push(line) });
const cached = (): string[] => readdirSync(path.join(folder(), "cache", "redcap-medplum-aws"));

test("the environment is made once, in the user's cache folder", async () => {
  fakePython("3.11");
  const lines: string[] = [];
  const python = await prepare(lines);
  expect(python.startsWith(path.join(folder(), "cache", "redcap-medplum-aws", "local-cloud-"))).toBe(true);
  expect(lines).toHaveLength(1);
  const made = calls();
  await expect(prepare(lines)).resolves.toBe(python);
  expect(calls()).toEqual(made);
  expect(lines).toHaveLength(1);
});

test("two set-ups at once make one environment and leave no lock", async () => {
  fakePython("3.11");
  await Promise.all([prepare(), prepare()]);
  expect(calls().filter((call) => call.includes("-m venv"))).toHaveLength(1);
  expect(cached().filter((name) => name.endsWith(".lock"))).toEqual([]);
});

test("an interrupted set-up is redone", async () => {
  fakePython("3.11");
  const python = await prepare();
  rmSync(path.join(path.dirname(python), "..", "complete"));
  writeFileSync(path.join(path.dirname(python), "leftover"), "");
  await prepare();
  expect(existsSync(path.join(path.dirname(python), "leftover"))).toBe(false);
  expect(calls().filter((call) => call.includes("-m venv"))).toHaveLength(2);
});

test("an environment whose interpreter is gone is made again", async () => {
  fakePython("3.11");
  const python = await prepare();
  rmSync(python);
  await prepare();
  expect(existsSync(python)).toBe(true);
});

test("without Python the error says what was looked for and how to install it, and nothing is left half-made", async () => {
  mkdirSync(path.join(folder(), "bin"));
  await expect(prepare()).rejects.toThrow(
    /needs Python 3\.10 or newer[^]*python3: not found[^]*uv: not found[^]*apt install python3/,
  );
  expect(cached()).toEqual([]);
});

test("a Python that is too old is named with its version", async () => {
  fakePython("3.9");
  await expect(prepare()).rejects.toThrow(/python3: is Python 3\.9/);
});

test("a Python without its venv module is told apart from none", async () => {
  fakePython("3.11", "echo 'No module named venv' >&2; exit 1");
  await expect(prepare()).rejects.toThrow(/-m venv .*failed with exit code 1[^]*No module named venv/);
  expect(cached()).toEqual([]);
});

test("uv is used where python3 cannot do it", async () => {
  program(
    "uv",
    `if [ "$1" = venv ]; then
      for last; do :; done
      /bin/mkdir -p "$last/bin"; echo > "$last/bin/python"
    fi`,
  );
  const python = await prepare();
  expect(existsSync(python)).toBe(true);
  expect(calls().map((call) => call.split(" ").slice(0, 3).join(" "))).toEqual([
    "uv venv --quiet",
    "uv pip install",
  ]);
});
