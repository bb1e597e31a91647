import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { configCheck } from "../../../tools/config-check/index";
import { temporaryFolder } from "../../lib/example";

const project = path.resolve(__dirname, "../../..");
const envs = path.join(project, "envs");
const example = "medplum-staging.config.json";
const staging = JSON.parse(fs.readFileSync(path.join(envs, example), "utf8")) as object;

/** What the command says of a file. */
async function run(args: readonly string[], folder = envs) {
  const lines: string[] = [];
  const fine = await configCheck(args, {
    folder,
    root: project,
    env: process.env,
    print: (line) => lines.push(line),
  });
  return { lines, fine };
}

function check(content: string) {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, "medplum.json"), content);
  return run(["medplum.json"], folder);
}

test("the original document's example has no problems, and three warnings", async () => {
  const { lines, fine } = await run([example]);
  expect(fine).toBe(true);
  expect(lines[0]).toBe("0 problems");
  expect(
    lines.filter((line) => line.startsWith("warning: ")).map((line) => /^warning: (\w+)/.exec(line)?.[1]),
  ).toEqual(["serverImage", "serverMemory", "serverCpu"]);
  expect(lines).toContain(
    "note: loadBalancerLoggingEnabled has no effect, as in Medplum's CDK: access logs are always kept.",
  );
  for (const line of lines.slice(1)) expect(line).toMatch(/^(warning|note): \w+[^\n]*\.$/);
});

test("every problem is on a line of its own, and nothing else is said", async () => {
  const { lines, fine } = await check(
    JSON.stringify({
      ...staging,
      serverCpus: 256,
      region: "use-east-1",
      maxAzs: 1,
      apiSslCertArn: "TODO",
      appDomainName: undefined,
      serverMemory: 8192,
      rdsInstances: 0,
    }),
  );
  expect(fine).toBe(false);
  expect(lines.map((line) => /^medplum\.json: (\w+) /.exec(line)?.[1]).sort()).toEqual(
    [
      "serverCpus",
      "region",
      "maxAzs",
      "apiSslCertArn",
      "appDomainName",
      "serverMemory",
      "rdsInstances",
    ].sort(),
  );
});

test.each([
  ["{", /^medplum\.json:1:2: not JSON: /],
  ["[]", /^medplum\.json must be an object \(got \[\]\)$/],
])("%s is said to be no configuration", async (content, message) => {
  const { lines, fine } = await check(content);
  expect(fine).toBe(false);
  expect(lines[0]).toMatch(message);
});

test("an environment is checked by its name, with the notes of its file", async () => {
  expect(await run(["local"])).toEqual({ lines: ["0 problems"], fine: true });
  const { lines, fine } = await run(["medplum-staging"]);
  expect(fine).toBe(true);
  expect(lines).toContainEqual(expect.stringMatching(/^warning: serverImage: /));
});

test("a file that is not there is a problem", async () => {
  const { lines, fine } = await run(["gone.json"]);
  expect(fine).toBe(false);
  expect(lines).toEqual([`gone.json cannot be read (looked in ${envs}): ENOENT`]);
});

test("a private key in the place of the public one is never shown", async () => {
  const { lines } = await check(
    JSON.stringify({
      ...staging,
      storagePublicKey: "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
    }),
  );
  expect(lines).toEqual([
    expect.stringMatching(
      /^medplum\.json: storagePublicKey must be a public key in PEM.*\(got a private key\)$/,
    ),
  ]);
});

test("--help explains the command", async () => {
  const { lines, fine } = await run(["--help"]);
  expect(fine).toBe(true);
  expect(lines.join("\n")).toMatch(/^usage: npm run config:check -- FILE\|ENVIRONMENT [^]*--help/);
});

test("what is wrong with the command line is listed at once", async () => {
  await expect(run(["--hlp", "a.json", "b.json", "--json"])).rejects.toThrow(
    /^--hlp is not an option; did you mean --help\?\n--json is not an option.*\ntoo many arguments: b\.json\n\nusage: /,
  );
  await expect(run(["--resolver", "dns.example.edu", "a.json", "--dns"])).rejects.toThrow(
    /^--resolver must be IP addresses, separated by commas, like .* \(got dns\.example\.edu\)\n\nusage: /,
  );
  await expect(run(["--resolver", "8.8.8.8"])).rejects.toThrow(
    /^the file or environment is missing\n--resolver is for --dns only\n\nusage: /,
  );
});

test("the command ends with 1 for problems, on stdout, and finds files where the user stands", async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, "medplum.json"), JSON.stringify({ ...staging, maxAzs: 1 }));
  const ran = promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "tools/config-check/command.ts", "medplum.json"],
    { cwd: project, env: { ...process.env, INIT_CWD: folder }, timeout: 60_000 },
  );
  await expect(ran).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^medplum\.json: maxAzs must be a whole number of at least 2[^\n]*\n$/,
    ) as string,
    stderr: "",
  });
}, 90_000);
