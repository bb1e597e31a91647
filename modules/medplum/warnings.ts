import { warnUnless } from "../../lib/checks";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { missingEndpoints, withoutInternet } from "../foundation/network";
import { auroraMaxConnections } from "../monitoring/presets";
import type { Inputs } from "./inputs";

/** Memory in MiB below which the first start dies while it fills the database, as measured with 5.1.12. */
export const MINIMUM_MEMORY = 1024;

/** What every plan warns of: what AWS accepts, and the server does not start or work well with. */
export function warnings(module: ModuleStack, input: Inputs, databaseMemoryGib: Expression): void {
  warnOfSizes(module, input);
  warnOfConnections(module, input, databaseMemoryGib);
  warnOfMissingEndpoints(module, input);
  warnOfSignIn(module, input);
  warnUnless(module, "database_pause", {
    condition: tf`try(${input.database.orNull.serverlessV2Scaling.orNull.minCapacity} > 0, true)`,
    message:
      "The database never pauses, whatever its min_capacity of 0 says: the server keeps connections open. Give a min_capacity of 0.5.",
  });
}

/** Settings that keep people out, or let everybody in. Warnings, since an app of the operator's own may bring its own keys. */
function warnOfSignIn(module: ModuleStack, { settings, secretSettings }: Inputs): void {
  const site = tf`contains(keys(${settings}), "recaptchaSiteKey")`;
  const secret = tf`contains(keys(${secretSettings}), "recaptchaSecretKey")`;
  warnUnless(module, "recaptcha", {
    condition: tf`${site} == ${secret}`,
    message:
      "recaptchaSiteKey (settings) and recaptchaSecretKey (secret_settings) belong together: with the secret key alone, the server demands what " +
      "the app cannot give, and nobody can register or set a new password; with the site key alone, it checks nothing.",
  });
  warnUnless(module, "registration", {
    condition: tf`contains(keys(${settings}), "registerEnabled")`,
    message:
      'Whoever reaches the app may register a user and a project: that is the default of the server. Set settings = { registerEnabled = "false" }, ' +
      'or "true" if that is what you want.',
  });
}

function warnOfSizes(module: ModuleStack, { server, workers }: Inputs): void {
  const services = local(
    module,
    "service_sizes",
    tf`merge({ server = { cpu = ${server.cpu}, memory = ${server.memory} } }, {for name, worker in ${workers} : name => { cpu = worker.cpu, memory = worker.memory }})`,
  );
  const shortOf = (what: "cpu" | "memory", minimum: number) =>
    local(
      module,
      `services_short_of_${what}`,
      tf`join(", ", [for name, size in ${services} : name if size.${reference(what)} < ${minimum}])`,
    );
  const small = shortOf("memory", MINIMUM_MEMORY);
  warnUnless(module, "memory", {
    condition: tf`${small} == ""`,
    message:
      `Less than ${MINIMUM_MEMORY} MiB of memory: ${small}. With an empty database the server runs out of memory while it fills it, ` +
      "again and again, and never starts. Start with 2048 MiB and 1024 CPU units.",
  });
  const slow = shortOf("cpu", 512);
  warnUnless(module, "cpu", {
    condition: tf`${slow} == ""`,
    message: `Only 256 CPU units, a quarter of a vCPU: ${slow}. The first start takes many minutes, and requests are slow.`,
  });
}

function warnOfConnections(
  module: ModuleStack,
  { server, workers, connectionsPerTask, databaseProxy, existingDatabase }: Inputs,
  databaseMemoryGib: Expression,
): void {
  const { scaling } = workers.as("worker");
  // Without a maximum, nothing scales.
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
  warnUnless(module, "connections", {
    condition: tf`${existingDatabase.given} || ${databaseProxy.given} || 2 * ${tasks} * ${connectionsPerTask} <= ${accepted}`,
    message:
      `During a deployment, up to 2 x ${tasks} tasks with ${tf`${connectionsPerTask}`} connections each exceed the ` +
      `${accepted} that the database accepts. Lower connections_per_task, give the database more memory, or use database_proxy.`,
  });
}

/** What tasks call by name: without internet access, each needs an interface endpoint. */
const endpoints = ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "ssm"];

function warnOfMissingEndpoints(module: ModuleStack, input: Inputs): void {
  const { mail, bots, documentAnalysis, malwareScan } = input;
  const requested = malwareScan.orNull.guardduty.orNull.onDemandOnly;
  const needed = tf`concat(${endpoints}, ${mail.smtp.given} ? [] : ["email"], ${bots.given} ? ["lambda"] : [], ${documentAnalysis} ? ["textract", "comprehendmedical"] : [], ${requested} == true ? ["guardduty"] : [])`;
  const missing = missingEndpoints(module, "missing_endpoints", input, needed);
  const closed = withoutInternet(input);
  warnUnless(module, "endpoints", {
    condition: tf`!${closed} || ${missing} == ""`,
    message:
      `Without NAT gateways, tasks reach AWS only through network.interface_endpoints, which lacks ${missing}: they would not start, or ` +
      "would fail when they need it.",
  });
  warnUnless(module, "internet", {
    condition: tf`!${closed}`,
    message:
      "Without internet access nobody can set a password in Medplum: the server checks each with api.pwnedpasswords.com, and refuses " +
      "those that it cannot check. The image must be in ECR.",
  });
}
