import { type AwsContext, policy, type Statement } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import type { Inputs } from "./inputs";
import type { Sending } from "./mail";

/** RDS's certificate authorities by partition (Aurora User Guide: "Using SSL/TLS to encrypt a connection"). */
const authorities = {
  aws: "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem",
  "aws-us-gov": "https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem",
  "aws-cn": "https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem",
} as const;

interface Parts {
  readonly url: string;
  readonly database: {
    readonly outputs: Record<"endpoint" | "readerEndpoint" | "port" | "masterUserSecretArn", Expression>;
  };
  readonly files: { readonly outputs: Record<"bucketName" | "accessKeySecretArn", Expression> };
  /** ARNs by purpose. */
  readonly secrets: Expression;
  readonly sending: Sending;
  readonly kmsKeyArn: Expression;
  /** Where the load balancers speak from. */
  readonly loadBalancerCidrs: Expression;
  /** Log group of cron, mail and PHP. */
  readonly logGroup: { readonly name: string; readonly arn: string };
}

/**
 * What the instances are told (see platform/README.md for the contract): settings as environment variables, the two
 * secrets that PHP needs as environment secrets, and the right to read the others when a hook needs them.
 */
export function applicationVariables(aws: AwsContext, input: Inputs, parts: Parts) {
  const { url, database, files, secrets, sending, kmsKeyArn } = parts;
  const { application, web, applicationUpgrades } = input;
  const secret = (purpose: string) => tf`${secrets}[${purpose}]`;
  // A secret that is there already lies under its own key, which its account's IAM decides about.
  const salt = tf`join(":", [${secret("salt")}, "salt"])`;
  const always = {
    REDCAP_DB_HOST: database.outputs.endpoint,
    REDCAP_DB_PORT: tf`tostring(${database.outputs.port})`,
    REDCAP_DB_NAME: tf`${input.database}.database_name`,
    REDCAP_DB_USERNAME: tf`${input.database}.username`,
    REDCAP_BASE_URL: url,
    REDCAP_S3_BUCKET: files.outputs.bucketName,
    REDCAP_S3_REGION: aws.region,
    REDCAP_ADMIN_EMAIL: tf`${application}.administrator_email`,
    REDCAP_INSTITUTION: tf`${application}.institution`,
    REDCAP_AUTHENTICATION: tf`${application}.authentication`,
    REDCAP_TIMEZONE: tf`${application}.timezone`,
    REDCAP_UPLOAD_LIMIT_MB: tf`tostring(${application}.upload_limit_mb)`,
    REDCAP_PROXY_SERVER: tf`${web}.proxy`,
    REDCAP_UPGRADES: applicationUpgrades,
    REDCAP_MAIL_TRANSPORT: sending.transport,
    REDCAP_FROM_EMAIL: tf`coalesce(${sending.fromAddress}, ${application}.administrator_email)`,
    REDCAP_TRUSTED_PROXIES: tf`join(",", sort(${parts.loadBalancerCidrs}))`,
    REDCAP_DB_SSL_CA_URL: tf`lookup(${authorities}, ${tf`${aws.partition}`}, ${authorities.aws})`,
    REDCAP_CRON: tf`${application}.cron ? "on" : "off"`,
    REDCAP_LOG_GROUP: parts.logGroup.name,
    REDCAP_MASTER_SECRET_ARN: database.outputs.masterUserSecretArn,
    REDCAP_UPGRADE_SECRET_ARN: secret("upgrade"),
    REDCAP_ADMIN_SECRET_ARN: secret("admin"),
    REDCAP_FILES_KEY_SECRET_ARN: files.outputs.accessKeySecretArn,
  };
  const variables = tf`merge(
    ${always},
    ${input.database}.read_replica ? { REDCAP_DB_READER_HOST = ${database.outputs.readerEndpoint} } : {},
    ${sending.transport} == "none" ? {} : { REDCAP_SES_REGION = ${sending.region} },
    ${sending.transport} == "api" && ${sending.configured} ? { REDCAP_SES_CONFIGURATION_SET = ${sending.configurationSet} } : {},
    ${web}.log_volume_size_gb == 0 ? {} : { REDCAP_LOG_VOLUME = "/dev/sdh" },
    ${sending.smtp} ? { REDCAP_SMTP_SECRET_ARN = ${sending.smtpSecretArn} } : {}
  )`;
  const readable = tf`concat(
    [${database.outputs.masterUserSecretArn}, ${files.outputs.accessKeySecretArn}, ${secret("upgrade")}, ${secret("admin")}],
    ${sending.smtp} ? [${sending.smtpSecretArn}] : []
  )`;
  const statements: Statement[] = [
    {
      Sid: "ReadApplicationSecrets",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: readable,
    },
    {
      Sid: "DecryptApplicationSecrets",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: tf`concat([${kmsKeyArn}], ${application}.secret_kms_key_arns)`,
      Condition: { StringEquals: { "kms:ViaService": [`secretsmanager.${aws.region}.${aws.dnsSuffix}`] } },
    },
    {
      Sid: "WriteApplicationLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [`${parts.logGroup.arn}:*`],
    },
  ];
  const bundleKeys = tf`${input.redcapSource}.kms_key_arns`;
  return {
    variables,
    secrets: tf`{ REDCAP_DB_PASSWORD = join(":", [${secret("app")}, "password"]), REDCAP_SALT = ${salt} }`,
    policy: policy(...statements, {
      when: tf`${input.redcapSource}.kind == "bundle" && length(${bundleKeys}) > 0`,
      statement: { Sid: "DecryptSourceBundle", Effect: "Allow", Action: "kms:Decrypt", Resource: bundleKeys },
    }),
    secretArns: tf`merge(
      ${secrets},
      { database_master = ${database.outputs.masterUserSecretArn}, file_storage = ${files.outputs.accessKeySecretArn} },
      ${sending.smtp} ? { smtp = ${sending.smtpSecretArn} } : {}
    )`,
  };
}
