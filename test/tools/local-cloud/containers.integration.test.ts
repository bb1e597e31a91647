import { accepted, clientsOfLocalCloud } from "./clients";

const clients = clientsOfLocalCloud();

interface Service {
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly deployments: readonly { readonly id: string; readonly taskDefinition: string }[];
}

const call = (operation: string, body: object) =>
  clients.json("ecs", `AmazonEC2ContainerServiceV20141113.${operation}`, body);
async function ecs<T>(operation: string, body: object): Promise<T> {
  return JSON.parse(accepted(await call(operation, body)).body) as T;
}
const scaling = (operation: string, body: object) =>
  clients.json("application-autoscaling", `AnyScaleFrontendService.${operation}`, body);

const revision = (image: string) => ({
  family: "web",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: [{ name: "web", image }],
});
const register = async (image: string): Promise<string> =>
  (await ecs<{ taskDefinition: { taskDefinitionArn: string } }>("RegisterTaskDefinition", revision(image)))
    .taskDefinition.taskDefinitionArn;
const service = async (): Promise<Service> =>
  (await ecs<{ services: Service[] }>("DescribeServices", { cluster: "web", services: ["web"] }))
    .services[0]!;

let first: string;
const target = {
  ServiceNamespace: "ecs",
  ResourceId: "service/web/web",
  ScalableDimension: "ecs:service:DesiredCount",
};

beforeAll(async () => {
  await ecs("CreateCluster", { clusterName: "web" });
  first = await register("web:1");
  await ecs("CreateService", {
    cluster: "web",
    serviceName: "web",
    taskDefinition: first,
    desiredCount: 1,
    capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    enableExecuteCommand: true,
    availabilityZoneRebalancing: "ENABLED",
    healthCheckGracePeriodSeconds: 30,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
});

test("a service keeps what it was given, and is steady", async () => {
  const made = await service();
  expect(made).toMatchObject({
    taskDefinition: first,
    desiredCount: 1,
    runningCount: 1,
    enableExecuteCommand: true,
    availabilityZoneRebalancing: "ENABLED",
    healthCheckGracePeriodSeconds: 30,
    platformVersion: "LATEST",
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    deployments: [{ rolloutState: "COMPLETED", taskDefinition: first }],
  });
  expect(made).not.toHaveProperty("launchType");
});

test("a family means its latest active revision, and an inactive one starts nothing", async () => {
  const describe = async () =>
    (
      await ecs<{ taskDefinition: { taskDefinitionArn: string } }>("DescribeTaskDefinition", {
        taskDefinition: "web",
      })
    ).taskDefinition.taskDefinitionArn;
  const second = await register("web:2");
  expect(await describe()).toBe(second);
  await ecs("DeregisterTaskDefinition", { taskDefinition: second });
  expect(await describe()).toBe(first);
  const refused = await call("UpdateService", { cluster: "web", service: "web", taskDefinition: second });
  expect(refused.status).toBe(400);
  expect(refused.body).toContain("TaskDefinition is inactive");
  const third = await register("web:3");
  expect(third).toMatch(/:3$/);
  const before = await service();
  await ecs("UpdateService", { cluster: "web", service: "web", taskDefinition: "web:3" });
  const after = await service();
  expect(after.taskDefinition).toBe(third);
  expect(after.deployments).toMatchObject([{ taskDefinition: third }]);
  expect(after.deployments[0]!.id).not.toBe(before.deployments[0]!.id);
});

test("a registered target brings the number of tasks within its bounds, and has tags", async () => {
  const registered = accepted(
    await scaling("RegisterScalableTarget", { ...target, MinCapacity: 2, MaxCapacity: 4, Tags: { a: "1" } }),
  );
  expect(await service()).toMatchObject({ desiredCount: 2, runningCount: 2 });
  accepted(await scaling("RegisterScalableTarget", { ...target, MinCapacity: 0, MaxCapacity: 1 }));
  expect(await service()).toMatchObject({ desiredCount: 1, runningCount: 1 });

  const { ScalableTargetARN: ResourceARN } = JSON.parse(registered.body) as { ScalableTargetARN: string };
  const tags = async () => accepted(await scaling("ListTagsForResource", { ResourceARN })).body;
  accepted(await scaling("TagResource", { ResourceARN, Tags: { b: "2" } }));
  expect(JSON.parse(await tags())).toEqual({ Tags: { a: "1", b: "2" } });
  accepted(await scaling("UntagResource", { ResourceARN, TagKeys: ["a"] }));
  expect(JSON.parse(await tags())).toEqual({ Tags: { b: "2" } });
  accepted(await scaling("DeregisterScalableTarget", target));
  const gone = await scaling("ListTagsForResource", { ResourceARN });
  expect(gone.status).toBe(400);
  expect(gone.body).toContain("ResourceNotFoundException");
});
