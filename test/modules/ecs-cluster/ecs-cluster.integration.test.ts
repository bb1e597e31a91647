import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { EcsCluster } from "../../../modules/ecs-cluster";
import { initTerraform, runTerraform } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import * as cases from "./cases";

checkedByTerraform(EcsCluster, cases);

describe("in the local cloud", () => {
  const folder = temporaryFolder();
  const cwd = path.join(folder, "root");
  const environment = inLocalCloud();
  const terraform = (...args: string[]) => runTerraform(args, { cwd, env: environment() });

  beforeAll(() => {
    fs.mkdirSync(cwd);
    writeModule(EcsCluster.definition as unknown as ModuleDefinition, folder);
    const cluster = { source: "../modules/ecs-cluster", kms_key_arn: "${aws_kms_key.this.arn}" };
    const root = {
      provider: { aws: { region: "us-east-1", max_retries: 5 } },
      resource: { aws_kms_key: { this: {} } },
      module: {
        plain: { ...cluster, name: "plain" },
        spot: { ...cluster, name: "spot", fargate_spot: true, container_insights: "disabled" },
      },
      output: { cluster: { value: "${module.plain}" } },
    };
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
  });

  test("it is deployed, and a second plan is empty", async () => {
    await initTerraform({ cwd, env: environment() });
    await terraform("apply", "-auto-approve");
    const { stdout } = await terraform("output", "-json", "cluster");
    expect(JSON.parse(stdout)).toEqual({
      cluster_arn: "arn:aws:ecs:us-east-1:123456789012:cluster/plain",
      cluster_name: "plain",
      exec_log_group_name: "/aws/ecs/plain/exec",
    });
    await terraform("plan", "-detailed-exitcode");
  }, 300_000);
});
