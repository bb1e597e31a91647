import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build, type BundleResult } from "../../../../modules/source-bundle/function/build";
import { packageBundler } from "../../../../modules/source-bundle/function/package";
import { unzip } from "./helpers";
import {
  cloud,
  community,
  folder,
  platformFolder,
  credentials,
  SOFTWARE,
  services,
  event,
  fromCommunity,
} from "./surroundings";

describe("the packaged function, run by Node as Lambda runs it", () => {
  const unpacked = mkdtempSync(join(folder, "lambda-"));
  const run = async (input: unknown): Promise<{ result?: BundleResult; error?: string; stdout: string }> => {
    const program = `
      const { handler } = require(process.argv[1]);
      // The address is the function's own; the test's server answers in its place.
      const real = globalThis.fetch;
      globalThis.fetch = (url, init) => {
        if (url !== "https://redcap.vumc.org/plugins/redcap_consortium/versions.php") throw new Error("sent to " + url);
        return real(process.argv[3], init);
      };
      const send = (value) => process.stderr.write(JSON.stringify(value));
      handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 60000 })
        .then((result) => send({ result }), (error) => send({ error: error.message }));`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["-e", program, join(unpacked, "index.js"), JSON.stringify(input), community.url],
      {
        timeout: 30_000,
        env: {
          PATH: process.env["PATH"],
          NODE_NO_WARNINGS: "1", // stderr carries the result
          NODE_PATH: join(__dirname, "../../../../node_modules"), // stands for the AWS SDK of Lambda's runtime
          AWS_ENDPOINT_URL: cloud.url,
          AWS_REGION: "us-east-1",
          AWS_ACCESS_KEY_ID: "test",
          AWS_SECRET_ACCESS_KEY: "test",
        },
      },
    );
    return { ...(JSON.parse(stderr) as object), stdout };
  };

  beforeAll(async () => {
    packageBundler(unpacked, platformFolder);
    for (const [path, text] of Object.entries(await unzip(join(unpacked, "bundler.zip")))) {
      mkdirSync(join(unpacked, path, ".."), { recursive: true });
      writeFileSync(join(unpacked, path), text);
    }
  });

  test("makes the very bundle that the sources make, and logs lines of JSON without the login", async () => {
    const { result, error, stdout } = await run(event(fromCommunity()));
    expect(error).toBeUndefined();
    expect(result).toEqual(await build(event(fromCommunity()), services()));
    const logged = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(logged.map(({ message }) => message)).toEqual([
      "download REDCap",
      "check the zip",
      "look for the previous version",
      "write the bundle",
      "upload the bundle",
      "bundle ready",
    ]);
    expect(stdout).not.toContain(credentials.password);
    expect(stdout).not.toContain(credentials.username);
  });

  test("refuses a bad event with all its problems", async () => {
    const { error, stdout } = await run({ source: { kind: "s3", bucket: SOFTWARE } });
    expect(error).toMatch(
      /event\.source\.key must be .*\n.*event\.target must be .*\n.*event\.previous_version must be .*\n.*event\.platform_version must be/,
    );
    expect(JSON.parse(stdout)).toMatchObject({ level: "error" });
  });
});
