import { type Rule, rulesOver } from "../../lib/rules";
import { LOG_ROUTER } from "./names";
import type { inputs } from "./inputs";
import { isFargateSize, isFargateSizeHcl, nearestSizes, nearestSizesHcl, sizeLocals } from "./sizes";
import { sharedPaths, sharedPathsHcl, sizeOf, sizeOfHcl } from "./tmpfs";

const rule = rulesOver<typeof inputs>();

interface Container {
  readonly healthCheck?: unknown;
  readonly waitsFor: Readonly<Record<string, string>>;
  readonly cpu?: number;
  readonly memory?: number;
}

const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((total, number = 0) => total + number, 0);

/** What a container waits for and cannot. */
const impossible = (
  own: string,
  container: Container,
  others: Readonly<Record<string, Container>>,
): boolean =>
  Object.entries(container.waitsFor).some(
    ([name, state]) =>
      name === own || !others[name] || (state === "HEALTHY" && others[name].healthCheck === undefined),
  );

/** The same in HCL; the service's own container is left out of the named values, which its name's validation refers to. */
const impossibleHcl = (own: string, waitsFor: string, others: string, healthy: string): string =>
  `length([for name, state in ${waitsFor} : name if name == ${own} || !contains(${others}, name) || ` +
  `(state == "HEALTHY" && !contains(${healthy}, name))]) > 0`;

const containerLocals = {
  further_containers: `\${concat(keys(var.sidecars), var.fire_lens == null ? [] : ["${LOG_ROUTER}"])}`,
  checked_sidecars: "${[for name, container in var.sidecars : name if container.health_check != null]}",
};

const memoryLocals = {
  reserved_memory:
    "${sum(concat([0], [for sidecar in values(var.sidecars) : coalesce(sidecar.memory, 0)], [try(coalesce(var.fire_lens.memory, 0), 0)]))}",
};

const routerOf = (given: object | undefined): Readonly<Record<string, Container>> =>
  given ? { [LOG_ROUTER]: { waitsFor: {} } } : {};

/** What only several inputs together can get wrong. */
export const rules: readonly Rule[] = [
  rule(["memory", "cpu"], {
    message: "must be one of Fargate's sizes for cpu",
    detail: { text: ({ cpu, memory }) => nearestSizes(cpu, memory), expression: nearestSizesHcl },
    check: ({ cpu, memory }) => isFargateSize(cpu, memory),
    condition: isFargateSizeHcl,
    locals: sizeLocals,
  }),
  rule(["imageParameter", "imageOwner"], {
    message: "must be given if, and only if, imageOwner is parameter",
    check: ({ imageParameter, imageOwner }) =>
      (imageParameter !== undefined) === (imageOwner === "parameter"),
    condition: '(var.image_parameter != null) == (var.image_owner == "parameter")',
  }),
  rule(["port", "listeners"], {
    message: "must be given with listeners: load balancers connect to it",
    check: ({ port, listeners }) => port !== undefined || Object.keys(listeners).length === 0,
    condition: "var.port != null || length(var.listeners) == 0",
  }),
  rule(["port", "serviceDiscovery"], {
    message: "must be given with serviceDiscovery: its name leads there",
    check: ({ port, serviceDiscovery }) => port !== undefined || serviceDiscovery === undefined,
    condition: "var.port != null || var.service_discovery == null",
  }),
  rule(["executeCommand", "writableRootFilesystem"], {
    message: "must come with writableRootFilesystem: the agent of ECS Exec writes to the root file system",
    check: ({ executeCommand, writableRootFilesystem }) =>
      executeCommand === undefined || writableRootFilesystem !== undefined,
    condition: "var.execute_command == null || var.writable_root_filesystem != null",
  }),
  rule(["targetGroup"], {
    message: "must have a healthCheckTimeoutSeconds below healthCheckIntervalSeconds",
    check: ({ targetGroup }) =>
      targetGroup.healthCheckTimeoutSeconds < targetGroup.healthCheckIntervalSeconds,
    condition:
      "var.target_group.health_check_timeout_seconds < var.target_group.health_check_interval_seconds",
  }),
  rule(["targetGroup"], {
    message: "must have the algorithm round_robin with slowStartSeconds: load balancers support no other",
    check: ({ targetGroup }) => targetGroup.slowStartSeconds === 0 || targetGroup.algorithm === "round_robin",
    condition: 'var.target_group.slow_start_seconds == 0 || var.target_group.algorithm == "round_robin"',
  }),
  rule(["sidecars", "name"], {
    message: `must not be called as the service is, nor ${LOG_ROUTER}: those names are taken`,
    check: ({ sidecars, name }) =>
      Object.keys(sidecars).filter((sidecar) => sidecar === name || sidecar === LOG_ROUTER),
    offenders: `[for sidecar in keys(var.sidecars) : sidecar if contains([var.name, "${LOG_ROUTER}"], sidecar)]`,
  }),
  rule(["sidecars", "fireLens", "cpu"], {
    message: "must leave some of the task's cpu to the service's container, as must those of a log router",
    check: ({ sidecars, fireLens, cpu }) =>
      sum([...Object.values(sidecars).map((sidecar) => sidecar.cpu), fireLens?.cpu]) < cpu,
    condition:
      "sum(concat([0], [for sidecar in values(var.sidecars) : coalesce(sidecar.cpu, 0)], [try(coalesce(var.fire_lens.cpu, 0), 0)])) < var.cpu",
  }),
  rule(["sidecars", "fireLens", "memory"], {
    message: "must leave some of the task's memory to the service's container, as must those of a log router",
    check: ({ sidecars, fireLens, memory }) =>
      sum([...Object.values(sidecars).map((sidecar) => sidecar.memory), fireLens?.memory]) < memory,
    condition: "local.reserved_memory < var.memory",
    locals: memoryLocals,
  }),
  rule(["tmpfs", "writablePaths"], {
    message: "must have a path of its own, which no other tmpfs and none of writablePaths has",
    check: ({ tmpfs, writablePaths }) => sharedPaths(tmpfs, writablePaths),
    offenders: sharedPathsHcl("var.tmpfs", "var.writable_paths"),
  }),
  rule(["tmpfs", "sidecars", "fireLens", "memory"], {
    message:
      "must, together with memory of sidecars and fireLens and with tmpfs of sidecars without memory, be smaller than the task's " +
      "memory: what is written there counts as memory",
    check: ({ tmpfs, sidecars, fireLens, memory }) => {
      const others = Object.values(sidecars);
      const shared = others.filter((sidecar) => sidecar.memory === undefined);
      const mounted = sum([tmpfs, ...shared.map((sidecar) => sidecar.tmpfs)].map(sizeOf));
      return (
        mounted === 0 || mounted + sum([...others.map((other) => other.memory), fireLens?.memory]) < memory
      );
    },
    condition: "local.shared_tmpfs == 0 ? true : local.shared_tmpfs + local.reserved_memory < var.memory",
    locals: {
      ...memoryLocals,
      shared_tmpfs: `\${${sizeOfHcl("var.tmpfs")} + sum(concat([0], [for sidecar in values(var.sidecars) : ${sizeOfHcl("sidecar.tmpfs")} if sidecar.memory == null]))}`,
    },
  }),
  rule(["waitsFor", "sidecars", "fireLens", "name"], {
    message: `must name sidecars, or ${LOG_ROUTER}, and wait for HEALTHY only where there is a healthCheck`,
    check: ({ waitsFor, sidecars, fireLens, name }) =>
      !impossible(name, { waitsFor }, { ...sidecars, ...routerOf(fireLens) }),
    condition: `!(${impossibleHcl("var.name", "var.waits_for", "local.further_containers", "local.checked_sidecars")})`,
    locals: containerLocals,
  }),
  rule(["sidecars", "healthCheck", "fireLens", "name"], {
    message: `must wait for other containers of the task only (the service's has its name), and for HEALTHY only where there is a healthCheck`,
    check: ({ sidecars, healthCheck, fireLens, name }) => {
      const all = { ...sidecars, ...routerOf(fireLens), [name]: { healthCheck, waitsFor: {} } };
      return Object.keys(sidecars).filter((sidecar) => impossible(sidecar, sidecars[sidecar]!, all));
    },
    offenders: `[for own, container in var.sidecars : own if ${impossibleHcl("own", "container.waits_for", "concat([var.name], local.further_containers)", "concat(var.health_check == null ? [] : [var.name], local.checked_sidecars)")}]`,
    locals: containerLocals,
  }),
  rule(["deployment"], {
    message: "must let a deployment replace a task: minimumHealthyPercent below 100, or maximumPercent above",
    check: ({ deployment }) => deployment.minimumHealthyPercent < 100 || deployment.maximumPercent > 100,
    condition: "var.deployment.minimum_healthy_percent < 100 || var.deployment.maximum_percent > 100",
  }),
  rule(["availabilityZoneRebalancing", "deployment"], {
    message:
      "must be false with a maximumPercent of 100: ECS starts the new task before it stops the old one",
    check: ({ availabilityZoneRebalancing, deployment }) =>
      !availabilityZoneRebalancing || deployment.maximumPercent > 100,
    condition: "!var.availability_zone_rebalancing || var.deployment.maximum_percent > 100",
  }),
  rule(["capacityProviders"], {
    message: "must have an entry with a weight, and a base in one entry at most",
    check: ({ capacityProviders }) => {
      const shares = Object.values(capacityProviders);
      return shares.some(({ weight }) => weight > 0) && shares.filter(({ base }) => base > 0).length <= 1;
    },
    condition:
      "length([for share in values(var.capacity_providers) : share if share.weight > 0]) > 0 && " +
      "length([for share in values(var.capacity_providers) : share if share.base > 0]) <= 1",
  }),
];
