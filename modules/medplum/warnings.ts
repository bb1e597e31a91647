import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { auroraMaxConnections } from "../monitoring/presets";
import type { Inputs } from "./inputs";

/** Memory in MiB below which the first start dies while it fills the database, as measured with 5.1.12. */
export const MINIMUM_MEMORY = 1024;

/** What every plan warns of: what AWS accepts, and the server does not start or work well with. */
export function warnings(module: ModuleStack, input: Inputs, databaseMemoryGib: Expression): void {
  const { server, workers, connectionsPerTask, databaseProxy, existingDatabase } = input;
  const services = local(
    module,
    "service_sizes",
    tf`merge({ server = { cpu = ${server.cpu}, memory = ${server.memory} } }, {for name, worker in ${workers} : name => { cpu = worker.cpu, memory = worker.memory }})`,
  );
  const small = local(
    module,
    "services_short_of_memory",
    tf`join(", ", [for name, size in ${services} : name if size.memory < ${MINIMUM_MEMORY}])`,
  );
  warn(
    module,
    "memory",
    tf`${small} == ""`,
    `Less than ${MINIMUM_MEMORY} MiB of memory: ${small}. With an empty database the server runs out of memory while it fills it, ` +
      "again and again, and never starts. Start with 2048 MiB and 1024 CPU units.",
  );
  const slow = local(
    module,
    "services_short_of_cpu",
    tf`join(", ", [for name, size in ${services} : name if size.cpu < 512])`,
  );
  warn(
    module,
    "cpu",
    tf`${slow} == ""`,
    `Only 256 CPU units, a quarter of a vCPU: ${slow}. The first start takes many minutes, and requests are slow.`,
  );
  const { scaling } = workers.as("worker");
  // Without a maximum, nothing scales.
  warnOfMissingEndpoints(module, input);
  const tasks = local(
    module,
    "maximum_tasks",
    tf`coalesce(${server.scaling.max}, ${server.scaling.min}) + sum(concat([0], [for worker in ${workers} : coalesce(${scaling.max}, ${scaling.min})]))`,
  );
  const accepted = local(
    module,
    "database_connections",
    auroraMaxConnections("aurora-postgresql", databaseMemoryGib),
  );
  warn(
    module,
    "connections",
    tf`${existingDatabase.given} || ${databaseProxy.given} || 2 * ${tasks} * ${connectionsPerTask} <= ${accepted}`,
    `During a deployment, up to 2 x ${tasks} tasks with ${tf`${connectionsPerTask}`} connections each exceed the ` +
      `${accepted} that the database accepts. Lower connections_per_task, give the database more memory, or use database_proxy.`,
  );
}

/** What tasks call by name: without internet access, each needs an interface endpoint. */
const endpoints = ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "ssm"];

function warnOfMissingEndpoints(
  module: ModuleStack,
  { network, mail, bots, documentAnalysis }: Inputs,
): void {
  const needed = tf`concat(${endpoints}, ${mail.smtp.given} ? [] : ["email"], ${bots.given} ? ["lambda"] : [], ${documentAnalysis} ? ["textract", "comprehendmedical"] : [])`;
  const missing = local(
    module,
    "missing_endpoints",
    tf`join(", ", setsubtract(${needed}, coalesce(${network.orNull.interfaceEndpoints}, [])))`,
  );
  const closed = tf`try(${network.orNull.natGateways} == "none", false)`;
  warn(
    module,
    "endpoints",
    tf`!${closed} || ${missing} == ""`,
    `Without NAT gateways, tasks reach AWS only through network.interface_endpoints, which lacks ${missing}: they would not start, or ` +
      "would fail when they need it.",
  );
  warn(
    module,
    "internet",
    tf`!${closed}`,
    "Without internet access nobody can set a password in Medplum: the server checks each with api.pwnedpasswords.com, and refuses " +
      "those that it cannot check. The image must be in ECR.",
  );
}

function warn(module: ModuleStack, id: string, condition: Expression, message: string): void {
  module.addOverride(`check.${id}`, { assert: [{ condition, error_message: message }] });
}
