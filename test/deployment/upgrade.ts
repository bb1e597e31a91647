import * as fs from "node:fs";
import * as path from "node:path";
import type { Environment } from "../../app/environment";
import { terraformDeployer } from "../../tools/medplum-upgrade/deployer";
import { upgrade } from "../../tools/medplum-upgrade/index";
import { askJson, type Cloud } from "../iam/cloud";
import { login, medplumApi, type MedplumState } from "../servers/medplum-api";
import type { TrialProject } from "./project";

/** What is deployed, and where. */
interface Deployed {
  readonly project: TrialProject;
  readonly values: Environment;
  /** Names of the server's service and of a worker's. */
  readonly services: readonly string[];
  readonly cloud: () => Cloud;
  readonly env: () => NodeJS.ProcessEnv;
}

/** Tests the command with the real Terraform. In the place of the server, which the local cloud does not start, its API answers. */
export function upgradesByCommand(name: string, { project, values, services, cloud, env }: Deployed): void {
  const medplum: MedplumState = { version: "5.1.12", pending: [], tokens: new Set(), asked: [] };
  const api = medplumApi(() => medplum);

  test("is upgraded by a command, which applies the version and nothing else", async () => {
    const lines: string[] = [];
    const deployer = terraformDeployer(name, project.folder, env());
    await upgrade([name, "5.2.13", "--api", api()], {
      root: project.folder,
      environments: { [name]: values },
      env: { ...env(), ...login },
      print: (line) => lines.push(line),
      released: () => Promise.resolve([[5, 2, 13]]),
      deployer: () => ({
        ...deployer,
        async apply() {
          await deployer.apply();
          medplum.version = (await imageOf(cloud(), services[0]!)).split(":")[1]!;
        },
      }),
      patience: { everyMs: 100, versionMs: 1_000, jobMs: 1_000 },
    });
    expect(lines[0]).toBe("5.1.12 runs. Steps: 5.2.13");
    expect(lines.at(-1)).toMatch(/^Done: 5\.2\.13 runs/);
    expect(await imageOf(cloud(), services[1]!)).toBe("medplum/medplum-server:5.2.13");
    expect(fs.existsSync(path.join(project.root, ".terraform", "upgrade.tfplan"))).toBe(false);
  });
}

/** The image that a service's tasks start with. */
async function imageOf(cloud: Cloud, service: string): Promise<string> {
  const answer = await askJson(cloud, "AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition", {
    taskDefinition: service,
  });
  const { containerDefinitions } = answer["taskDefinition"] as {
    containerDefinitions: { name: string; image: string }[];
  };
  return containerDefinitions.find(({ name }) => name === service)!.image;
}
