import type { Resource } from "./listing";

/** Resources that cannot be taken over, with the reason and what to do instead. */
interface Kept {
  readonly types: readonly string[];
  /** How they are called. */
  readonly what: string;
  readonly text: string;
}

/** In the order in which they matter. */
export const kept: readonly Kept[] = [
  {
    types: [
      "AWS::RDS::DBCluster",
      "AWS::RDS::DBInstance",
      "AWS::RDS::DBSubnetGroup",
      "AWS::RDS::DBClusterParameterGroup",
      "AWS::RDS::DBParameterGroup",
      "AWS::RDS::DBProxy",
      "AWS::RDS::DBProxyTargetGroup",
    ],
    what: "the database",
    text:
      "cannot be taken over: its KMS key (aws/rds), subnet group and identifier differ, each of which Terraform can change only by replacing " +
      "the cluster. Restore a snapshot of it: --snapshot, or database.snapshot with masterUsername. The stack retains the cluster.",
  },
  {
    types: [
      "AWS::ElastiCache::ReplicationGroup",
      "AWS::ElastiCache::SubnetGroup",
      "AWS::ElastiCache::ParameterGroup",
    ],
    what: "Redis",
    text: "cannot be taken over: identifiers, subnet group and AUTH token differ. Caches fill again; let the job queues run empty before the move.",
  },
  {
    types: ["AWS::CloudFront::PublicKey", "AWS::CloudFront::KeyGroup"],
    what: "the signing key",
    text:
      "cannot be taken over: Terraform can change a public key's name only by replacing it. The same key pair goes on: keep " +
      "storagePublicKey in the file, and give its private key as the secret setting signingKey. Signed URLs are valid for an hour only.",
  },
  {
    types: [
      "AWS::CloudFront::Distribution",
      "AWS::CloudFront::CloudFrontOriginAccessIdentity",
      "AWS::CloudFront::ResponseHeadersPolicy",
      "AWS::CloudFront::CachePolicy",
    ],
    what: "the distributions",
    text:
      "cannot be taken over: origins, policies and key group all differ. A name belongs to one distribution in all of AWS: remove the aliases from " +
      "the stack's in the window, before the apply (aws cloudfront update-distribution), or leave a name with the stack for now (servedElsewhere).",
  },
  {
    types: ["AWS::SecretsManager::Secret", "AWS::SecretsManager::SecretTargetAttachment"],
    what: "connection secrets",
    text: "are made again, for the new database and caches. The stack's stay readable until it is deleted.",
  },
  {
    types: ["AWS::Logs::LogGroup"],
    what: "log groups",
    text:
      "have other names here, and names cannot change. Deleting the stack deletes its own: export what must be kept first " +
      "(aws logs create-export-task).",
  },
  {
    types: ["AWS::IAM::Role", "AWS::IAM::Policy"],
    what: "roles",
    text:
      "have rights of their own here. Bots keep the role with which they were deployed: give it as bots.roleArn and retain it, or deploy the bots " +
      "again.",
  },
  {
    types: ["AWS::CloudTrail::Trail", "AWS::CloudWatch::Alarm", "AWS::Logs::MetricFilter", "AWS::SNS::Topic"],
    what: "the trail and its alarms",
    text: "cannot be taken over: a trail's name cannot change. Both record until the stack is deleted; keep its bucket.",
  },
];

/** One sentence for each kind of resource that stays behind, and one for the rest. */
export function staysBehind(resources: readonly Resource[]): string[] {
  const named = kept.flatMap(({ types, what, text }) => {
    const those = resources.filter(({ type }) => types.includes(type));
    return those.length === 0 ? [] : [`${what} (${list(those)}) ${text}`];
  });
  const known = kept.flatMap(({ types }) => types);
  const rest = resources.filter(({ type }) => !known.includes(type));
  const types = [...new Set(rest.map(({ type }) => type.replace(/^AWS::/, "")))].sort();
  if (rest.length === 0) return named;
  return [
    ...named,
    `${rest.length} further resources hold nothing to keep and are made again (${types.join(", ")}).`,
  ];
}

/** The resources by the names that people know them by, a few of them. */
function list(resources: readonly Resource[]): string {
  const shown = resources.slice(0, 3).map(({ physicalId, logicalId }) => physicalId || logicalId);
  return (
    shown.join(", ") +
    (resources.length > shown.length ? `, and ${resources.length - shown.length} more` : "")
  );
}
