import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { EcsCluster } from "../../../modules/ecs-cluster";
import { FargateService } from "../../../modules/fargate-service";
import { initTerraform, runTerraform } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { inLocalCloud } from "../local-cloud";
import { linesOf, plannedChanges } from "../planned-changes";
import { others, type StateModule } from "./cloud";
import { surroundings } from "./surroundings";

const repository = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app";
const folder = temporaryFolder();
const cwd = path.join(folder, "root");
const environment = inLocalCloud();
const somebody = others(environment, "cluster", "app");
const terraform = (...args: string[]) => runTerraform(args, { cwd, env: environment() });

const common = {
  source: "../modules/fargate-service",
  cluster_arn: "${module.cluster.cluster_arn}",
  kms_key_arn: "${aws_kms_key.this.arn}",
  vpc_id: "${aws_vpc.this.id}",
  subnet_ids: "${[for subnet in aws_subnet.this : subnet.id]}",
};
const app = {
  ...common,
  name: "app",
  image: `${repository}:1.0.0`,
  command: ["serve"],
  port: 8080,
  environment: { MODE: "prod" },
  secrets: { KEY: "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf:key::" },
  restart_on: { settings: "first" },
  service_discovery: { namespace_id: "${aws_service_discovery_private_dns_namespace.this.id}" },
  writable_paths: { cache: "/var/cache/app" },
  tmpfs: {
    tmp: { path: "/tmp", size_mib: 64 },
    plugins: {
      path: "/opt/plugins",
      size_mib: 32,
      executable: { reason: "libraries unpacked at the start" },
    },
  },
  writable_root_filesystem: { reason: "sessions of the operators" },
  execute_command: {
    log_group_name: "${module.cluster.exec_log_group_name}",
    kms_key_arn: "${aws_kms_key.this.arn}",
  },
  listeners: {
    api: {
      listener_arn: "${aws_lb_listener.this.arn}",
      security_group_id: "${aws_security_group.balancer.id}",
      hosts: ["api.example.edu"],
      priority: 10,
    },
  },
  sidecars: {
    agent: {
      image: "public.ecr.aws/example/agent:1.2.3",
      cpu: 64,
      memory: 128,
      essential: false,
      waits_for: { app: "START" },
      writable_paths: { data: "/data" },
      tmpfs: { run: { path: "/run", size_mib: 16 } },
    },
  },
  fire_lens: {
    image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.34.0",
    options: { Name: "http" },
    router_options: { "enable-ecs-log-metadata": "true" },
  },
  scaling: {
    max: 4,
    cpu: {},
    memory: {},
    schedules: { morning: { schedule: "cron(0 7 ? * MON-FRI *)", min: 2, max: 4 } },
  },
  deployment: { alarms: { names: ["app-errors"] } },
};
const worker = { name: "${each.key}", image: "nginx:latest", scaling: { min: 1 } };

/** The root with these inputs of the service, and workers by `for_each`. */
function write(inputs: object = {}): void {
  const root = {
    ...surroundings,
    module: {
      cluster: {
        source: "../modules/ecs-cluster",
        name: "cluster",
        kms_key_arn: "${aws_kms_key.this.arn}",
        fargate_spot: true,
      },
      app: { ...app, ...inputs },
      worker: { ...common, ...worker, for_each: '${toset(["jobs", "mail"])}' },
    },
  };
  fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
}

const mounted = (containerPath: string, size: number, programs: string) => ({
  containerPath,
  size,
  mountOptions: ["mode=1777", "nosuid", "nodev", programs],
});
const planned = () => plannedChanges(terraform);
const changes = async () => linesOf((await planned()).changes, "module.app");
const nextRevision = ["replace aws_ecs_task_definition.current", "update aws_ecs_service.this"];
const apply = () => terraform("apply", "-auto-approve");
/** Carries out the last plan. */
const applyPlan = () => terraform("apply", "plan");

beforeAll(async () => {
  fs.mkdirSync(cwd);
  for (const { definition } of [EcsCluster, FargateService])
    writeModule(definition as unknown as ModuleDefinition, folder);
  write();
  await initTerraform({ cwd, env: environment() });
  await apply();
}, 600_000);

let created: string;

describe("a service", () => {
  test("is created with one task, and has its minimum once that is healthy; a second plan is empty", async () => {
    const state = fs.readFileSync(path.join(cwd, "terraform.tfstate"), "utf8");
    const services = (
      JSON.parse(state) as { resources: { type: string; instances: { attributes: object }[] }[] }
    ).resources.filter(({ type }) => type === "aws_ecs_service");
    expect(services[0]!.instances[0]!.attributes).toMatchObject({
      desired_count: 1,
      wait_for_steady_state: true,
      tags: { "ExecutableTmpfs:app:plugins": "libraries unpacked at the start" },
    });
    const service = await somebody.service();
    created = service.serviceArn;
    expect(service).toMatchObject({ desiredCount: 2, runningCount: 2 });
    expect(await changes()).toEqual([]);
  }, 300_000);

  test("runs what the inputs say", async () => {
    const { containerDefinitions } = await somebody.definition();
    expect(containerDefinitions.map(({ name }) => name).sort()).toEqual(["agent", "app", "log-router"]);
    const [own, agent] = ["app", "agent"].map((name) =>
      containerDefinitions.find((container) => container.name === name),
    );
    expect(own).toMatchObject({
      image: `${repository}:1.0.0`,
      command: ["serve"],
      readonlyRootFilesystem: false,
      environment: [
        { name: "MODE", value: "prod" },
        { name: "RESTART_ON", value: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      ],
      secrets: [
        { name: "KEY", valueFrom: "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf:key::" },
      ],
      portMappings: [{ containerPort: 8080, protocol: "tcp" }],
      mountPoints: [{ sourceVolume: "cache", containerPath: "/var/cache/app", readOnly: false }],
      linuxParameters: {
        initProcessEnabled: true,
        tmpfs: [mounted("/opt/plugins", 32, "exec"), mounted("/tmp", 64, "noexec")],
      },
      logConfiguration: { logDriver: "awsfirelens", options: { Name: "http" } },
    });
    expect(agent).toMatchObject({
      cpu: 64,
      memory: 128,
      essential: false,
      readonlyRootFilesystem: true,
      dependsOn: [{ containerName: "app", condition: "START" }],
      mountPoints: [{ sourceVolume: "agent_data", containerPath: "/data", readOnly: false }],
      linuxParameters: { tmpfs: [mounted("/run", 16, "noexec")] },
      logConfiguration: { logDriver: "awslogs" },
    });
  });

  test("may be started with its own secrets and image, and nothing else", async () => {
    const { stdout } = await terraform("show", "-json");
    const { values } = JSON.parse(stdout) as { values: { root_module: StateModule } };
    const resources = values.root_module.child_modules!.flatMap((call) => call.resources);
    const rights = resources.find(
      ({ address }) => address === "module.app.aws_iam_role_policy.execution_rights",
    )!;
    const { Statement } = JSON.parse(rights.values.policy!) as {
      Statement: { Sid: string; Resource: unknown }[];
    };
    expect(Object.fromEntries(Statement.map(({ Sid, Resource }) => [Sid, Resource]))).toEqual({
      WriteLogs: "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/app:*",
      LogInToEcr: "*",
      PullImages: ["arn:aws:ecr:us-east-1:123456789012:repository/app"],
      ReadSecrets: ["arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf"],
      DecryptSecrets: [expect.stringMatching(/^arn:aws:kms:us-east-1:123456789012:key\//)],
    });
  }, 240_000);

  test("every plan warns of an image that is tagged latest", async () => {
    const { warnings } = await planned();
    expect(warnings).toHaveLength(2);
    for (const name of ["jobs", "mail"])
      expect(warnings.join("\n")).toContain(`The image of ${name} is tagged latest`);
  }, 240_000);

  test("a changed setting starts new tasks, and nothing else", async () => {
    write({ restart_on: { settings: "second" } });
    expect(await changes()).toEqual(nextRevision);
    write();
  }, 240_000);

  test("another minimum changes the number of tasks, which Terraform leaves alone otherwise", async () => {
    await somebody.ecs("UpdateService", { cluster: "cluster", service: "app", desiredCount: 4 });
    expect(await changes()).toEqual([]);
    write({ scaling: { min: 3 } });
    expect(await changes()).toEqual([
      "delete aws_appautoscaling_policy.cpu[0]",
      "delete aws_appautoscaling_policy.memory[0]",
      'delete aws_appautoscaling_scheduled_action.schedule["morning"]',
      "update aws_appautoscaling_target.bounds",
    ]);
    await applyPlan();
    expect(await somebody.service()).toMatchObject({ desiredCount: 3, runningCount: 3 });
    write();
    await apply();
  }, 480_000);

  test("other capacity providers change it in place", async () => {
    write({ capacity_providers: { FARGATE: { base: 1 }, FARGATE_SPOT: { weight: 3 } } });
    expect(await changes()).toEqual(["update aws_ecs_service.this"]);
    write();
  }, 240_000);
});

describe("owners of the image", () => {
  afterAll(async () => expect((await somebody.service()).serviceArn).toBe(created));

  test("terraform: a restart and a revision that nobody deployed change nothing; another image is brought back", async () => {
    await somebody.ecs("UpdateService", { cluster: "cluster", service: "app", forceNewDeployment: true });
    await somebody.register(`${repository}:never`);
    expect(await changes()).toEqual([]);
    await somebody.deploy(`${repository}:foreign`);
    expect(await changes()).toEqual(["update aws_ecs_service.this"]);
    await applyPlan();
    expect(await somebody.image()).toBe(`${repository}:1.0.0`);
  }, 480_000);

  test("pipeline: takes over what runs; its deployments leave nothing to change, and changes by Terraform keep its image", async () => {
    await somebody.deploy(`${repository}:1.1.0`);
    write({ image_owner: "pipeline" });
    expect(await changes()).toEqual(nextRevision);
    await applyPlan();
    expect(await somebody.image()).toBe(`${repository}:1.1.0`);
    expect(await changes()).toEqual([]);

    await somebody.deploy("registry.example.edu/team/app:1.2.0");
    expect(await changes()).toEqual([]);
    write({ image_owner: "pipeline", environment: { MODE: "test" } });
    expect(await changes()).toEqual(nextRevision);
    await applyPlan();
    expect(await somebody.image()).toBe("registry.example.edu/team/app:1.2.0");
    expect(await changes()).toEqual([]);
  }, 800_000);

  test("parameter: a new tag is deployed by the next apply, or has been by whoever wrote it", async () => {
    const parameter = {
      image_owner: "parameter",
      image_parameter: { name: "${aws_ssm_parameter.image.name}" },
    };
    write(parameter);
    expect((await changes()).filter((change) => change.includes("aws_ecs_"))).toEqual(nextRevision);
    await applyPlan();
    expect(await somebody.image()).toBe(`${repository}:2.0.0`);
    await somebody.write("/app/image", "2.1.0");
    expect(await changes()).toEqual(nextRevision);
    await somebody.deploy(`${repository}:2.1.0`);
    expect(await changes()).toEqual([]);
    await somebody.write("/app/image", "two words");
    await expect(terraform("plan")).rejects.toThrow(/The parameter \/app\/image must hold an image/);
    await somebody.write("/app/image", "2.1.0");
  }, 800_000);

  test("back to terraform: in place, too", async () => {
    write();
    expect((await changes()).filter((change) => change.includes("aws_ecs_"))).toEqual(nextRevision);
    await applyPlan();
    expect(await somebody.image()).toBe(`${repository}:1.0.0`);
    expect(await changes()).toEqual([]);
  }, 480_000);
});
