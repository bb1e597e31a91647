import { cloudOf } from "../../iam/cloud";
import { callJson } from "../../tools/local-cloud/aws-call";

/** What the tests read of a service. */
export interface Service {
  readonly serviceArn: string;
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly deployments: readonly { readonly id: string }[];
}

/** What they read of the state. */
export interface StateModule {
  readonly resources: readonly { readonly address: string; readonly values: { readonly policy?: string } }[];
  readonly child_modules?: readonly StateModule[];
}

interface Definition {
  readonly taskDefinitionArn: string;
  readonly containerDefinitions: readonly { readonly name: string; readonly image: string }[];
}

const registered = [
  "family",
  "taskRoleArn",
  "executionRoleArn",
  "networkMode",
  "containerDefinitions",
  "volumes",
  "requiresCompatibilities",
  "cpu",
  "memory",
  "runtimePlatform",
];

/** Somebody else who works in the local cloud: a pipeline, an operator. */
export function others(environment: () => NodeJS.ProcessEnv, cluster: string, name: string) {
  async function call<T>(service: string, target: string, body: object): Promise<T> {
    const { url } = cloudOf(environment());
    const { status, body: answer } = await callJson(url, service, target, body);
    if (status !== 200) throw new Error(`${target}: ${answer}`);
    return JSON.parse(answer) as T;
  }
  const ecs = <T>(operation: string, body: object) =>
    call<T>("ecs", `AmazonEC2ContainerServiceV20141113.${operation}`, body);

  async function service(): Promise<Service> {
    const { services } = await ecs<{ services: Service[] }>("DescribeServices", {
      cluster,
      services: [name],
    });
    return services[0]!;
  }
  async function definition(): Promise<Definition> {
    const { taskDefinition } = await service();
    return (await ecs<{ taskDefinition: Definition }>("DescribeTaskDefinition", { taskDefinition }))
      .taskDefinition;
  }
  /** A revision like the one that runs, with another image, as pipelines make it. */
  async function register(image: string): Promise<string> {
    const running = (await definition()) as unknown as Record<string, unknown>;
    const copy = Object.fromEntries(registered.map((key) => [key, running[key]]));
    copy["containerDefinitions"] = (
      running["containerDefinitions"] as Definition["containerDefinitions"]
    ).map((container) => (container.name === name ? { ...container, image } : container));
    const { taskDefinition } = await ecs<{ taskDefinition: Definition }>("RegisterTaskDefinition", copy);
    return taskDefinition.taskDefinitionArn;
  }
  return {
    call,
    ecs,
    service,
    definition,
    register,
    image: async () =>
      (await definition()).containerDefinitions.find((container) => container.name === name)!.image,
    async deploy(image: string): Promise<void> {
      await ecs("UpdateService", { cluster, service: name, taskDefinition: await register(image) });
    },
    write: (Name: string, Value: string) =>
      call("ssm", "AmazonSSM.PutParameter", { Name, Value, Type: "String", Overwrite: true }),
  };
}
