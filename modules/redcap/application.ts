import type { AwsContext } from "../../lib/aws/context";
import { type ConditionalStatement, policy, type Statement } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { local } from "../../lib/local";
import type { Inputs } from "./inputs";
import type { Sending } from "./mail";
import { currentValue, setUpEnd, setUpPolicy } from "./set-up";
import { signInStatements, signInVariables } from "./sign-in";
import { upgradeStatements } from "./upgrade";

/** RDS's certificate authorities by partition (Aurora User Guide: "Using SSL/TLS to encrypt a connection"). */
const authorities = {
  aws: "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem",
  "aws-us-gov": "https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem",
  "aws-cn": "https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem",
} as const;

interface Parts {
  readonly url: string;
  readonly database: {
    readonly outputs: Record<
      "beforeWriter" | "clusterResourceId" | "port" | "masterUserSecretArn",
      Expression
    >;
  };
  readonly files: { readonly outputs: Record<"bucketName" | "accessKeySecretArn", Expression> };
  /** ARNs by purpose. */
  readonly secrets: Expression;
  readonly sending: Sending;
  readonly kmsKeyArn: Expression;
  /** The source bundle: bucket, key, version label. */
  readonly bundle: Expression;
  /** Source ranges of load balancer traffic. */
  readonly loadBalancerCidrs: Expression;
  /** Log group of cron, mail and PHP. */
  readonly logGroup: { readonly name: string; readonly arn: string };
}

/** RDS's secret, which is there before the writer is. */
const masterUserSecretArn = ({ outputs }: Parts["database"]): Expression =>
  tf`${outputs.beforeWriter}.master_user_secret_arn`;

/** What the instances get of the application. */
export interface ApplicationVariables {
  /** Environment variables. */
  readonly variables: Expression;
  /** Environment secrets: ARNs by the name of the variable. */
  readonly secrets: Expression;
  /** IAM policies (JSON) of the instances' role. */
  readonly policies: Expression;
  /** IAM policies (JSON) of their own, by name: the rights that end. */
  readonly inlinePolicies: Expression;
  /** When they end. */
  readonly setUpUntil: Expression;
  /** Every secret of REDCap, by purpose. */
  readonly secretArns: Expression;
}

/**
 * What the instances are told (see source-bundle/platform/README.md for the contract): settings as environment variables, the
 * two secrets that PHP needs as environment secrets, and the right to read the others when a hook needs them.
 */
export function applicationVariables(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  parts: Parts,
): ApplicationVariables {
  const { database, files, secrets, sending } = parts;
  const { web } = input;
  const secret = (purpose: string) => tf`${secrets}[${purpose}]`;
  // A secret that is there already is encrypted with its own key, which its account's IAM decides about.
  const salt = tf`join(":", [${secret("salt")}, "salt"])`;
  const rights = policy(module, "application", ...statements(aws, input, parts));
  const until = setUpEnd(module, input, database.outputs.clusterResourceId);
  const setUp = setUpPolicy(
    module,
    input,
    [masterUserSecretArn(database), files.outputs.accessKeySecretArn, secret("upgrade"), secret("admin")],
    until,
  );
  return {
    // Instances know when their rights end; and a new end, which is a change of a variable, has them run the set-up again.
    variables: tf`merge(${variables(module, aws, input, parts)}, { REDCAP_SETUP_UNTIL = ${until} }, ${web.environmentVariables})`,
    secrets: tf`merge({ REDCAP_DB_PASSWORD = join(":", [${secret("app")}, "password"]), REDCAP_SALT = ${salt} }, ${web.environmentSecrets})`,
    policies: tf`concat([${rights}], ${sending.policies}, ${web.instancePolicies})`,
    inlinePolicies: tf`{ "set-up" = ${setUp} }`,
    setUpUntil: until,
    secretArns: tf`merge(
      ${secrets},
      { database_master = ${database.outputs.masterUserSecretArn}, file_storage = ${files.outputs.accessKeySecretArn} },
      ${sending.smtp} ? { smtp = ${sending.smtpSecretArn} } : {}
    )`,
  };
}

function variables(module: ModuleStack, aws: AwsContext, input: Inputs, parts: Parts): Expression {
  const { database, files, secrets, sending } = parts;
  const { application, web } = input;
  const always = local(module, "variables", {
    // Environments start beside the writer; their set-up waits for it.
    REDCAP_DB_HOST: tf`${database.outputs.beforeWriter}.endpoint`,
    REDCAP_DB_PORT: tf`tostring(${database.outputs.port})`,
    REDCAP_DB_NAME: input.database.databaseName,
    REDCAP_DB_USERNAME: input.database.username,
    REDCAP_BASE_URL: parts.url,
    REDCAP_S3_BUCKET: files.outputs.bucketName,
    REDCAP_S3_REGION: aws.region,
    REDCAP_ADMIN_EMAIL: application.administratorEmail,
    REDCAP_INSTITUTION: application.institution,
    REDCAP_AUTHENTICATION: application.authentication,
    REDCAP_TIMEZONE: application.timezone,
    REDCAP_UPLOAD_LIMIT_MB: tf`tostring(${application.uploadLimitMb})`,
    REDCAP_PROXY_SERVER: web.proxy,
    REDCAP_UPGRADES: input.applicationUpgrades,
    REDCAP_MAIL_TRANSPORT: sending.transport,
    REDCAP_FROM_EMAIL: tf`coalesce(${sending.fromAddress}, ${application.administratorEmail})`,
    REDCAP_TRUSTED_PROXIES: tf`join(",", sort(${parts.loadBalancerCidrs}))`,
    REDCAP_DB_SSL_CA_URL: tf`lookup(${authorities}, ${tf`${aws.partition}`}, ${authorities.aws})`,
    REDCAP_CRON: tf`${application.cron} ? "on" : "off"`,
    REDCAP_LOG_GROUP: parts.logGroup.name,
    REDCAP_MASTER_SECRET_ARN: masterUserSecretArn(database),
    REDCAP_UPGRADE_SECRET_ARN: tf`${secrets}["upgrade"]`,
    REDCAP_ADMIN_SECRET_ARN: tf`${secrets}["admin"]`,
    REDCAP_FILES_KEY_SECRET_ARN: files.outputs.accessKeySecretArn,
  });
  const sometimes = local(module, "optional_variables", {
    REDCAP_DB_READER_HOST: {
      when: input.database.readReplica,
      value: tf`${database.outputs.beforeWriter}.reader_endpoint`,
    },
    REDCAP_SES_REGION: { when: tf`${sending.transport} != "none"`, value: sending.region },
    REDCAP_SES_CONFIGURATION_SET: {
      when: tf`${sending.transport} == "api" && ${sending.configured}`,
      value: sending.configurationSet,
    },
    REDCAP_COPY: { when: application.copy.given, value: application.copy.orNull.snapshot },
    REDCAP_CRON_HOURS: {
      when: application.cronHours.given,
      value: tf`try(join("-", [${application.cronHours.orNull.from}, ${application.cronHours.orNull.to}]), "")`,
    },
    REDCAP_LOG_VOLUME: { when: tf`${web.logVolumeSizeGb} > 0`, value: "/dev/sdh" },
    REDCAP_SMTP_SECRET_ARN: { when: sending.smtp, value: sending.smtpSecretArn },
    // A change of a variable has the instances read the secret again.
    REDCAP_SMTP_GENERATION: {
      when: tf`${sending.smtp} && ${sending.smtpGeneration} > 1`,
      value: tf`tostring(${sending.smtpGeneration})`,
    },
    ...signInVariables(input, parts.url),
  });
  return tf`merge(${always}, {for name, variable in ${sometimes} : name => variable.value if variable.when})`;
}

function statements(
  aws: AwsContext,
  input: Inputs,
  { sending, kmsKeyArn, bundle, logGroup }: Parts,
): (Statement | ConditionalStatement)[] {
  const { application, redcapSource } = input;
  return [
    ...upgradeStatements(aws, input, bundle),
    {
      when: sending.smtp,
      statement: {
        Sid: "ReadMailSecret",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: sending.smtpSecretArn,
        Condition: currentValue,
      },
    },
    ...signInStatements(input),
    {
      Sid: "DecryptApplicationSecrets",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: tf`concat([${kmsKeyArn}], ${application.secretKmsKeyArns})`,
      Condition: { StringEquals: { "kms:ViaService": [`secretsmanager.${aws.region}.${aws.dnsSuffix}`] } },
    },
    {
      Sid: "WriteApplicationLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [`${logGroup.arn}:*`],
    },
    {
      when: tf`${redcapSource.kind} == "bundle" && length(${redcapSource.kmsKeyArns}) > 0`,
      statement: {
        Sid: "DecryptSourceBundle",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: redcapSource.kmsKeyArns,
      },
    },
  ];
}
