import { rmSync } from "node:fs";
import * as path from "node:path";
import { ProgramError, runProgram, runTerraform } from "../../../tools/terraform";
import { fakeProgram, temporaryFolder, versionOf } from "./fake-programs";

let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = temporaryFolder();
  env = { PATH: `${folder}:/usr/bin:/bin` };
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A Terraform that tells its version, and runs a script for any other command. */
function terraform(script: string): void {
  fakeProgram(
    path.join(folder, "terraform"),
    `[ "$1" = version ] && { echo '${versionOf("1.11.4")}'; exit; }\n${script}`,
  );
}

test("Terraform runs in the given folder, without colours or questions", async () => {
  terraform('echo "$PWD $* [$TF_CLI_ARGS] [$TF_INPUT]"; echo warning >&2');
  env.TF_CLI_ARGS = "-parallelism=2";
  expect(await runTerraform(["plan", "-out=x"], { cwd: folder, env })).toEqual({
    exitCode: 0,
    stdout: `${folder} plan -out=x [-parallelism=2 -no-color] [0]\n`,
    stderr: "warning\n",
  });
});

test("a failure names the command, the folder and the exit code, and shows how the output ended", async () => {
  terraform('i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo "line $i"; done; echo "Error: no" >&2; exit 3');
  const failure = await runTerraform(["apply"], { cwd: folder, env }).catch(
    (error: unknown) => error as ProgramError,
  );
  expect(failure).toBeInstanceOf(ProgramError);
  expect(failure).toMatchObject({ exitCode: 3, commandLine: "terraform apply", stderr: "Error: no\n" });
  const { message } = failure as ProgramError;
  expect(message.split("\n")[0]).toBe(`terraform apply: failed with exit code 3 (in ${folder})`);
  expect(message).toContain("line 100");
  expect(message).toContain("Error: no");
  expect(message).not.toContain("line 50\n");
});

test("an allowed exit code is an answer", async () => {
  terraform("exit 2");
  const { exitCode } = await runTerraform(["plan"], { cwd: folder, env, allowedExitCodes: [0, 2] });
  expect(exitCode).toBe(2);
});

test("a program that takes too long is asked to stop, and its last words are kept", async () => {
  const slow = fakeProgram(
    path.join(folder, "slow"),
    'trap "echo state saved; exit 1" INT; echo started; while :; do sleep 0.05; done',
  );
  const run = runProgram(slow, [], { cwd: folder, env, timeoutMs: 2000 });
  await expect(run).rejects.toThrow(/stopped after more than 2 s[^]*started\nstate saved/);
});

test("a program that a signal ends has failed", async () => {
  const killed = fakeProgram(path.join(folder, "killed"), "kill -9 $$");
  await expect(runProgram(killed, [], { cwd: folder, env })).rejects.toThrow("terminated by SIGKILL");
});

test("streamed output is shown while it is captured", async () => {
  const shown = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const hello = fakeProgram(path.join(folder, "hello"), "echo hello");
    expect((await runProgram(hello, [], { env })).stdout).toBe("hello\n");
    expect(shown).not.toHaveBeenCalled();
    await runProgram(hello, [], { env, stream: true });
    expect(shown).toHaveBeenCalledWith("hello\n");
  } finally {
    shown.mockRestore();
  }
});
