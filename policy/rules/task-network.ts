import { unless } from "../ask";
import { LEAST_RIGHTS } from "../controls";
import type { Rule } from "../rule";

export const taskNetwork: Rule = {
  id: "task-network",
  title: "Tasks have a network interface of their own",
  reason:
    "In the host's network a task reaches what every other task listens on, and the host's credentials.",
  controls: LEAST_RIGHTS,
  covers: ["HIPAA.Security-ECSTaskDefinitionUserForHostMode"],
  types: ["aws_ecs_task_definition"],
  check: (task, side) =>
    unless(side, task, "network_mode", (mode) => mode === "awsvpc", "its network_mode is not awsvpc"),
};
