import { rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { runTerraform, STAND_INS, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "./fake-programs";

jest.setTimeout(10 * 60_000);

test("on this machine, Terraform initializes a root module with every provider of the environments", async () => {
  const folder = temporaryFolder();
  try {
    const env = await terraformEnvironment({
      env: { ...process.env, TF_CLI_CONFIG_FILE: path.join(folder, "no-such-file") },
    });
    const providers = [{ name: "aws", version: "5.100.0" }, ...STAND_INS];
    const required = Object.fromEntries(
      providers.map(({ name, version }) => [name, { source: `hashicorp/${name}`, version }]),
    );
    writeFileSync(
      path.join(folder, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: required } }),
    );

    const { stdout, stderr } = await runTerraform(["init"], { cwd: folder, env, timeoutMs: 5 * 60_000 });
    for (const { name, version } of providers) expect(stdout).toContain(`hashicorp/${name} v${version}`);
    expect(stderr).not.toContain("CLI configuration");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
