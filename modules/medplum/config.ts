import { requireForOutput } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { AppConfig } from "../app-config";
import { SigningKey } from "../signing-key";
import type { Data } from "./data";
import type { Inputs } from "./inputs";
import { signingKeyPart } from "./parts";

interface Known {
  readonly kmsKeyArn: Expression;
  readonly region: string;
  readonly partition: string;
  readonly baseUrl: string;
  readonly filesBucketName: Expression;
  readonly botRoleArn: Expression;
  readonly data: Pick<Data, "hasReader" | "proxied" | "secretArns">;
}

/** Seconds by which the server keeps an idle connection longer than the load balancer, which must be the one to end it. */
const keepAliveMargin = 30;

/** Everything that the server reads at its start, in one apply. */
export function configuration(module: ModuleStack, input: Inputs, known: Known) {
  const { name, administrator, mail, settings, secretSettings, secretValues, signingKey } = input;
  const administratorEmail = tf`coalesce(${administrator.email}, ${mail.supportEmail})`;
  const key = new SigningKey(module, "signing_key", { name, ...signingKeyPart.from(signingKey) });
  requireForOutput(module, "keyGroupId", [
    {
      condition: tf`${known.partition} != "aws-us-gov"`,
      message:
        "AWS GovCloud has no CloudFront, which checks the keys that sign the URLs of files: this module cannot be used there.",
    },
  ]);
  const own = tf`${signingKey.keys}[${signingKey.activeKey}].own != null`;
  // Another active key, or another half of one's own, has to be written although its setting keeps its name.
  const identity = tf`[${signingKey.activeKey}, ${signingKey.keys}[${signingKey.activeKey}].own, try(${secretSettings}["signingKey"].generation, 1)]`;
  const generation = local(
    module,
    "signing_key_generation",
    tf`parseint(substr(sha256(jsonencode(${identity})), 0, 7), 16) + 1`,
  );
  const values = local(
    module,
    "settings",
    tf`merge(${settings}, ${fixed(module, input, known, { signingKeyId: key.outputs.activeKeyId, administratorEmail })}, ${optional(module, input, known)}, ${known.data.secretArns})`,
  );
  const config = new AppConfig(module, "config", {
    path: tf`coalesce(${input.parameterPath}, join("", ["/medplum/", ${name}, "/"]))`,
    kmsKeyArn: known.kmsKeyArn,
    values,
    // The value of a key of the operator's own comes with secretValues.
    secrets: tf`merge(${secretSettings}, { signingKey = { generation = ${generation} } })`,
    secretValues: tf`merge(${secretValues}, ${own} ? {} : { signingKey = ${key.outputs.privateKeyPem} })`,
    generatedSecrets: {
      defaultSuperAdminPassword: { length: 32, generation: administrator.passwordGeneration },
    },
  });
  return { config: config.outputs, signingKey: key.outputs, administratorEmail };
}

/** Settings that every server has. */
function fixed(
  module: ModuleStack,
  input: Inputs,
  { region, baseUrl, filesBucketName }: Known,
  { signingKeyId, administratorEmail }: Readonly<Record<"signingKeyId" | "administratorEmail", Expression>>,
): Expression {
  const { api, app, storage, mail, connectionsPerTask, server } = input;
  return local(module, "server_settings", {
    port: tf`tostring(${api.port})`,
    baseUrl,
    appBaseUrl: `https://${app.domainName}/`,
    storageBaseUrl: `https://${storage.domainName}/binary/`,
    binaryStorage: `s3:${filesBucketName}`,
    awsRegion: region,
    supportEmail: mail.supportEmail,
    signingKeyId,
    defaultSuperAdminEmail: administratorEmail,
    "database.maxConnections": tf`tostring(${connectionsPerTask})`,
    keepAliveTimeout: tf`tostring((${api.idleTimeoutSeconds} + ${keepAliveMargin}) * 1000)`,
    "workers.enabled": tf`jsonencode(coalesce(${server.workers}, ["*"]))`,
  });
}

/** Settings that depend on options. Which there are depends on what callers write, never on a value. */
function optional(module: ModuleStack, input: Inputs, { data, botRoleArn }: Known): Expression {
  const { api, allowedOrigins, bots, connectionsPerTask, mail } = input;
  const { hasReader, proxied } = data;
  const smtp = mail.smtp.orNull;
  const when = (id: string, condition: Expression, values: object) =>
    local(module, id, tf`${condition} ? ${values} : {}`);
  const joined = (texts: string[]) => tf`join(",", ${texts})`;
  return tf`merge(${[
    when("origin_settings", tf`length(${allowedOrigins}) > 0`, { allowedOrigins: joined(allowedOrigins) }),
    when("sender_settings", tf`length(${mail.approvedSenderEmails}) > 0`, {
      approvedSenderEmails: joined(mail.approvedSenderEmails),
    }),
    // The proxy shares a connection only while sessions set nothing: the cluster's parameters do it.
    when("proxy_settings", proxied, {
      "database.disableConnectionConfiguration": "true",
    }),
    // Without readers, the server would take any key of readonlyDatabase for a second database.
    when("reader_settings", hasReader, {
      "readonlyDatabase.maxConnections": tf`tostring(${connectionsPerTask})`,
    }),
    when("reader_proxy_settings", tf`${proxied} && ${hasReader}`, {
      "readonlyDatabase.disableConnectionConfiguration": "true",
    }),
    // The header has another name once the load balancer verifies what it passes on.
    when("mutual_tls_settings", api.mutualTls.given, {
      mtlsCertHeader: tf`${api.mutualTls.orNull.trustStore.given} ? "x-amzn-mtls-clientcert-leaf" : "x-amzn-mtls-clientcert"`,
    }),
    when("bot_settings", bots.given, {
      botLambdaRoleArn: botRoleArn,
      botLambdaLayerName: bots.orNull.layerName,
    }),
    when("custom_function_settings", tf`try(length(${bots.orNull.customFunctionArns}) > 0, false)`, {
      botCustomFunctionsEnabled: "true",
    }),
    when("smtp_settings", mail.smtp.given, {
      "smtp.host": smtp.host,
      "smtp.port": tf`try(tostring(${smtp.port}), null)`,
      "smtp.username": smtp.username,
    }),
  ]}...)`;
}
