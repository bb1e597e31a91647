import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { LOG_ROUTER } from "./names";

/** The containers of a task. */
export interface Containers {
  /** Names of the volumes behind their writable paths. */
  readonly volumes: Expression;
  /** Names and images of all but the service's own. */
  readonly otherImages: Expression;
  /** `container_definitions` with an image for the service's own container. */
  readonly definitions: (image: Expression | string) => string;
}

/**
 * The service's own container, its sidecars and the log router. The first two have the same attributes, which named values compute,
 * each for all containers.
 */
export function containersOf(
  module: ModuleStack,
  aws: AwsContext,
  logs: CloudwatchLogGroup,
  inputs: Inputs,
): Containers {
  const { name, sidecars, fireLens } = inputs;
  const own = local(module, "own_container", ownContainer(inputs));
  const all = local(module, "containers", tf`merge(${sidecars}, { (${name}) = ${own} })`);
  const awslogs = local(module, "awslogs", {
    "awslogs-group": logs.name,
    "awslogs-region": aws.region,
    "awslogs-stream-prefix": name,
    mode: inputs.logMode,
    "max-buffer-size": "25m",
  });
  const parts = Object.entries(partsOf(inputs, awslogs)).map(
    ([id, value]) =>
      tf`${local(module, `container_${id}`, tf`{for name, container in ${all} : name => ${value}}`)}[name]`,
  );
  const [process, values, files, linux, limits, connections, health, logging, registry] = parts;
  const complete = local(
    module,
    "complete_containers",
    tf`[for name in keys(${all}) : merge(${process}, ${values}, ${files}, ${linux}, ${limits}, ${connections}, ${health}, ${logging}, ${registry})]`,
  );
  const router = local(module, "log_router", logRouter(fireLens, awslogs));
  return {
    volumes: local(
      module,
      "volumes",
      tf`concat(keys(${inputs.writablePaths}), flatten([for name, container in ${sidecars} : [for key in keys(container.writable_paths) : join("_", [name, key])]]))`,
    ),
    otherImages: tf`merge({for name, container in ${sidecars} : name => container.image}, {for router in ${fireLens}[*] : ${LOG_ROUTER} => router.image})`,
    // Without what is not set or empty, so that a plan shows what is.
    definitions: (image) =>
      tf`jsonencode([for container in concat(${complete}, ${router}) : {for key, value in merge(container, { image = coalesce(container.image, ${image}) }) : key => value if try(length(value), value == null ? 0 : 1) > 0}])`
        .string,
  };
}

/** The service's own container with the attributes of a sidecar. */
function ownContainer(inputs: Inputs): object {
  const hash = tf`{for key, hash in { RESTART_ON = sha256(jsonencode(${inputs.restartOn})) } : key => hash if length(${inputs.restartOn}) > 0}`;
  const none = tf`null`;
  return {
    image: none,
    cpu: none,
    memory: none,
    essential: true,
    port: inputs.port,
    command: inputs.command,
    entrypoint: inputs.entrypoint,
    user: inputs.user,
    environment: tf`merge(${inputs.environment}, ${hash})`,
    secrets: inputs.secrets,
    writable_paths: inputs.writablePaths,
    tmpfs: inputs.tmpfs,
    writable_root_filesystem: inputs.writableRootFilesystem,
    health_check: inputs.healthCheck,
    stop_timeout_seconds: inputs.stopTimeoutSeconds,
    ulimits: inputs.ulimits,
    init_process: inputs.initProcess,
    waits_for: inputs.waitsFor,
  };
}

/** Parts of a container definition in ECS's names, over `name` and `container`. */
function partsOf({ name, fireLens, registryCredentials }: Inputs, awslogs: Expression) {
  const routed = tf`name == ${name} && ${fireLens.given}`;
  return {
    process: tf`{ name = name, image = container.image, essential = container.essential, cpu = container.cpu, memory = container.memory, user = container.user, command = container.command, entryPoint = container.entrypoint, stopTimeout = container.stop_timeout_seconds }`,
    values: tf`{ environment = [for key, value in container.environment : { name = key, value = value }], secrets = [for key, arn in container.secrets : { name = key, valueFrom = arn }] }`,
    files: tf`{ readonlyRootFilesystem = container.writable_root_filesystem == null, mountPoints = [for key, folder in container.writable_paths : { sourceVolume = name == ${name} ? key : join("_", [name, key]), containerPath = folder, readOnly = false }] }`,
    // The sticky bit as in /tmp: any user may write, and nobody may remove what is another's.
    linux: tf`{ linuxParameters = merge({ initProcessEnabled = container.init_process }, {for key, mounts in { tmpfs = [for mount in container.tmpfs : { containerPath = mount.path, size = mount.size_mib, mountOptions = ["mode=1777", "nosuid", "nodev", mount.executable == null ? "noexec" : "exec"] }] } : key => mounts if length(mounts) > 0}) }`,
    limits: tf`{ ulimits = [for key, limit in container.ulimits : { name = key, softLimit = limit.soft, hardLimit = limit.hard }] }`,
    connections: tf`{ portMappings = [for port in container.port[*] : { containerPort = port, hostPort = port, protocol = "tcp" }], dependsOn = [for key, state in container.waits_for : { containerName = key, condition = state }] }`,
    health: tf`{ healthCheck = container.health_check == null ? null : { command = container.health_check.command, interval = container.health_check.interval_seconds, timeout = container.health_check.timeout_seconds, retries = container.health_check.retries, startPeriod = container.health_check.start_period_seconds } }`,
    logging: tf`{ logConfiguration = { logDriver = ${routed} ? "awsfirelens" : "awslogs", options = ${routed} ? try(${fireLens}.options, {}) : tomap(${awslogs}), secretOptions = [for key, arn in try(${fireLens}.secret_options, {}) : { name = key, valueFrom = arn } if ${routed}] } }`,
    registry: tf`{ repositoryCredentials = {for key, arn in { credentialsParameter = ${registryCredentials.orNull.secretArn} } : key => arn if ${registryCredentials.given} && name == ${name}} }`,
  };
}

/**
 * The log router, where there is one. Its root file system is writable: the agent writes the router's configuration there, and Fluent
 * Bit ends at its start otherwise.
 */
function logRouter(fireLens: Inputs["fireLens"], awslogs: Expression): Expression {
  const environment = tf`[for key, value in router.environment : { name = key, value = value }]`;
  const logging = tf`{ logDriver = "awslogs", options = ${awslogs} }`;
  return tf`[for router in ${fireLens}[*] : { name = ${LOG_ROUTER}, image = router.image, essential = true, cpu = router.cpu, memory = router.memory, environment = ${environment}, firelensConfiguration = { type = router.type, options = router.router_options }, logConfiguration = ${logging} }]`;
}
