import * as fs from "node:fs";
import * as path from "node:path";

const example = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, "../../../envs/medplum-staging.config.json"), "utf8"),
) as Readonly<Record<string, unknown>>;

export const account = example["accountNumber"] as string;
const arn = (service: string, rest: string, region: string) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

/** The example's file; the zone's names, a bucket and two caches decide what is taken over. */
export const config = (changes: object = {}): string =>
  JSON.stringify({ ...example, clamscanEnabled: false, ...changes });

export interface Entry {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
}

const entry = (LogicalResourceId: string, ResourceType: string, PhysicalResourceId: string): Entry => ({
  LogicalResourceId,
  PhysicalResourceId,
  ResourceType: `AWS::${ResourceType}`,
  ResourceStatus: "CREATE_COMPLETE",
});

/** What Medplum's CDK makes of the example in one region, with what CloudFormation names. */
export function mainStack(region = "us-east-1"): Entry[] {
  const parameter = (key: string) =>
    entry(`BackEnd${key}Parameter8F`, "SSM::Parameter", `/medplum/staging/${key}`);
  return [
    entry("BackEndVPC1A", "EC2::VPC", "vpc-0123456789abcdef0"),
    entry("BackEndVPCPublicSubnet1Subnet2B", "EC2::Subnet", "subnet-0a"),
    entry("BackEndDatabaseClusterSubnets3C", "RDS::DBSubnetGroup", "staging-subnets-xyz"),
    entry("BackEndDatabaseCluster4D", "RDS::DBCluster", "staging-backenddatabasecluster4d-xyz"),
    entry("BackEndDatabaseClusterInstance15E", "RDS::DBInstance", "staging-instance1-xyz"),
    entry(
      "BackEndDatabaseClusterSecretAttachment6F",
      "SecretsManager::SecretTargetAttachment",
      arn("secretsmanager", "secret:DatabaseSecret-AbCdEf", region),
    ),
    entry("BackEndRedisCluster7A", "ElastiCache::ReplicationGroup", "stb1xyz"),
    entry("BackEndFargateService8B", "ECS::Service", arn("ecs", "service/staging/service", region)),
    entry("BackEndLogGroup9C", "Logs::LogGroup", "/ecs/medplum/staging"),
    entry("BackEndBotLambdaRole0D", "IAM::Role", "staging-BackEndBotLambdaRole-XYZ"),
    parameter("awsRegion"),
    parameter("DatabaseSecrets"),
    parameter("RedisSecrets"),
    parameter("botLambdaRoleArn"),
    entry("BackEndLoadBalancerAliasRecord1E", "Route53::RecordSet", "api.staging.medplum.com"),
    entry("StorageStorageBucket2F", "S3::Bucket", example["storageBucketName"] as string),
    entry("StorageStorageBucketPolicy3A", "S3::BucketPolicy", "staging-policy-xyz"),
    entry("FrontEndAppBucket4B", "S3::Bucket", example["appDomainName"] as string),
    entry("CDKMetadata", "CDK::Metadata", "5f0c2b10"),
  ];
}

/** What is in us-east-1, whatever the region: in the main stack there, in a second one elsewhere. */
export const edgeStack = (): Entry[] => [
  entry("StorageStoragePublicKey5C", "CloudFront::PublicKey", "K2ABCDEFGHIJKL"),
  entry("StorageStorageDistribution6D", "CloudFront::Distribution", "E1ABCDEFGHIJKL"),
  entry("FrontEndAppDistribution7E", "CloudFront::Distribution", "E2ABCDEFGHIJKL"),
  entry("StorageStorageRecord8F", "Route53::RecordSet", example["storageDomainName"] as string),
];

/** The listing as the AWS CLI prints it. */
export const listing = (entries: readonly Entry[], more: object = {}): string =>
  JSON.stringify({ StackResourceSummaries: entries, ...more });
