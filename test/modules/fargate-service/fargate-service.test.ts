import { FargateService } from "../../../modules/fargate-service";
import {
  fargateCpus,
  fargateMemory,
  isFargateSize,
  nearestSizes,
} from "../../../modules/fargate-service/sizes";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import * as cases from "./cases";

checkedAtSynth(FargateService, cases);

describe("sizes", () => {
  test("are those of the ECS guide", () => {
    const ends = fargateCpus.map((cpu) => [
      cpu,
      fargateMemory[cpu]![0],
      fargateMemory[cpu]!.at(-1),
      fargateMemory[cpu]!.length,
    ]);
    expect(ends).toEqual([
      [256, 512, 2048, 3],
      [512, 1024, 4096, 4],
      [1024, 2048, 8192, 7],
      [2048, 4096, 16384, 13],
      [4096, 8192, 30720, 23],
      [8192, 16384, 61440, 12],
      [16384, 32768, 122880, 12],
    ]);
    expect(isFargateSize(300, 512)).toBe(false);
  });

  test("the nearest of a wrong one are legal, and one of them is next to it", () => {
    for (const cpu of fargateCpus) {
      for (const memory of [1, 777, 2048, 9000, 200_000].filter((size) => !isFargateSize(cpu, size))) {
        const said = /is ([0-9]+)(?: or ([0-9]+))? MiB/.exec(nearestSizes(cpu, memory))!;
        const sizes = said.slice(1).flatMap((size) => (size ? [Number(size)] : []));
        const distance = (size: number) => Math.abs(size - memory);
        const nearest = Math.min(...fargateMemory[cpu]!.map(distance));
        expect(sizes.every((size) => isFargateSize(cpu, size))).toBe(true);
        expect(Math.min(...sizes.map(distance))).toBe(nearest);
      }
    }
  });
});

const { resource } = synthesize(FargateService);

test("one service serves every owner of the image, and neither its number of tasks nor its revision makes a second one", () => {
  expect(Object.keys(resource["aws_ecs_service"]!)).toEqual(["this"]);
  const service = resource["aws_ecs_service"]!["this"]!;
  expect(service).not.toHaveProperty("count");
  expect(service).toMatchObject({
    task_definition: "${aws_ecs_task_definition.current.arn}",
    deployment_circuit_breaker: { enable: true },
    lifecycle: { ignore_changes: ["desired_count"] },
  });
});

test("an apply fails where ECS rolled the deployment back, although the service is steady then", () => {
  expect(resource["aws_ecs_service"]!["this"]!["lifecycle"]).toMatchObject({
    postcondition: [{ condition: "${self.task_definition == aws_ecs_task_definition.current.arn}" }],
  });
});

test("revisions stay active, so that ECS can roll back to them", () => {
  for (const id of ["latest", "current"]) {
    expect(resource["aws_ecs_task_definition"]![id]).toMatchObject({ skip_destroy: true });
  }
});

test("tasks start with all of their rights and routes, and a number of tasks follows once the service is steady", () => {
  const service = resource["aws_ecs_service"]!["this"]!;
  expect(service["depends_on"]).toEqual([
    "aws_iam_role_policy.task_rights",
    "aws_iam_role_policy_attachment.task_managed",
    "aws_iam_role_policy.execution_rights",
    "aws_vpc_security_group_ingress_rule.load_balancer",
    "aws_vpc_security_group_egress_rule.load_balancer_egress",
    "aws_vpc_security_group_egress_rule.egress",
    "aws_lb_listener_rule.hosts",
  ]);
  expect(resource["aws_appautoscaling_target"]!["bounds"]!["resource_id"]).toContain(
    "${aws_ecs_service.this.name}",
  );
});

test("roles can be assumed for tasks of this account only", () => {
  for (const purpose of ["task", "execution"]) {
    expect(resource["aws_iam_role"]![purpose]!["assume_role_policy"]).toMatch(
      /ecs-tasks\.amazonaws\.com.*aws:SourceAccount.*aws:SourceArn/,
    );
  }
});
