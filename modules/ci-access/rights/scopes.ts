import { identityScopes } from "./identity-scopes";
import { inAccount, inNoRegion, type Scope } from "./scope";

/** Elastic Beanstalk begins the names of what it makes like this. */
const beanstalk = "awseb-*";

/** Buckets of an environment, and what is in them. */
const buckets = { name: ["s3:::<>-*"], bucket: ["s3:::<>"] };
/** IDs that AWS makes up say nothing of an environment. There, what has the tag of another one is denied (guard.ts). */
const byId = (arns: readonly string[]): readonly Scope[] => [{ id: "", arns: { fixed: arns } }];

const byName = (arns: readonly string[]): readonly Scope[] => [{ id: "", arns: { name: arns } }];

/** In buckets, `ofBeanstalk` in Elastic Beanstalk's of a region, for versions, logs and templates. */
function s3Scopes(ofBeanstalk: readonly string[] = []): readonly Scope[] {
  const objects = ofBeanstalk.map((bucket) => `${bucket}/*`);
  const reading = [
    "GetObject",
    "GetObjectVersion",
    "GetObjectTagging",
    "GetObjectVersionTagging",
    "GetObjectAcl",
  ];
  return [
    { id: "Objects", only: reading, arns: { source_bucket: ["s3:::<>/*"], fixed: objects } },
    {
      id: "Lists",
      only: ["ListBucket", "ListBucketVersions"],
      arns: { ...buckets, source_bucket: ["s3:::<>"], fixed: ofBeanstalk },
    },
    { id: "Writes", only: ["PutObject", "PutObjectAcl"], arns: { fixed: objects } },
    {
      id: "Emptied",
      only: ["DeleteObject", "DeleteObjectVersion"],
      arns: { emptied_name: ["s3:::<>-*/*"], emptied_bucket: ["s3:::<>/*"], fixed: objects },
    },
    { id: "", arns: { ...buckets, fixed: ofBeanstalk } },
  ];
}

/**
 * Where the actions of a service are allowed that support ARNs and change something, or show contents. What only shows names and
 * settings, and what AWS supports no ARN for, is allowed everywhere (`unscoped.ts`).
 */
export const scopes: Readonly<Record<string, readonly Scope[]>> = {
  ...identityScopes,
  acm: byId(inAccount("acm", "certificate/*")),
  "application-autoscaling": byId(inAccount("application-autoscaling", "scalable-target/*")),
  autoscaling: byId(inAccount("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${beanstalk}`)),
  backup: [
    {
      id: "Emptied",
      only: ["DeleteRecoveryPoint"],
      arns: {
        emptied: [
          ...inAccount("backup", "recovery-point:*"),
          ...inAccount("rds", "cluster-snapshot:awsbackup:*"),
          "ec2:*::snapshot/*",
        ],
      },
    },
    {
      id: "",
      arns: { name: inAccount("backup", "backup-vault:<>*"), fixed: inAccount("backup", "backup-plan:*") },
    },
  ],
  budgets: byName(inNoRegion("budgets", "budget/<>-*")),
  cloudformation: byId(inAccount("cloudformation", `stack/${beanstalk}`)),
  cloudfront: byId(
    inNoRegion(
      "cloudfront",
      "distribution/* function/* origin-access-control/* response-headers-policy/* vpcorigin/*",
    ),
  ),
  cloudtrail: byName(inAccount("cloudtrail", "trail/<>*")),
  cloudwatch: [
    {
      id: "",
      arns: {
        name: [...inAccount("cloudwatch", "alarm:<>-*"), ...inNoRegion("cloudwatch", "dashboard/<>*")],
        // Those of Elastic Beanstalk, and of Application Auto Scaling's target tracking.
        fixed: inAccount("cloudwatch", `alarm:${beanstalk} alarm:TargetTracking-*`),
      },
    },
  ],
  ec2: byId(["ec2:*:<account>:*", "ec2:*::image/*", "ec2:*::snapshot/*"]),
  ecs: byName(inAccount("ecs", "cluster/<>* service/<>* task-definition/<>*")),
  elasticache: [
    {
      id: "",
      arns: {
        name: inAccount(
          "elasticache",
          "cluster:<>-* parametergroup:<>-* replicationgroup:<>-* snapshot:<>-* subnetgroup:<>-* user:<>-* usergroup:<>-*",
        ),
        fixed: inAccount("elasticache", "parametergroup:default.*"),
      },
    },
  ],
  elasticbeanstalk: [
    {
      id: "",
      arns: {
        name: inAccount("elasticbeanstalk", "application/<>* applicationversion/<>* environment/<>*"),
        fixed: ["elasticbeanstalk:*::solutionstack/*"],
      },
    },
  ],
  elasticloadbalancing: [
    {
      id: "",
      arns: {
        name: inAccount(
          "elasticloadbalancing",
          "loadbalancer/app/<>* listener/app/<>* listener-rule/app/<>* targetgroup/<>* truststore/<>*",
        ),
        fixed: inAccount("elasticloadbalancing", `targetgroup/${beanstalk}`),
      },
    },
  ],
  events: byName(inAccount("events", "rule/<>-*")),
  guardduty: byId(inAccount("guardduty", "detector/* malware-protection-plan/*")),
  lambda: [
    {
      id: "",
      arns: {
        name: inAccount("lambda", "function:<>-* layer:<>*"),
        fixed: inAccount("lambda", "event-source-mapping:*"),
      },
    },
  ],
  logs: [
    {
      id: "",
      arns: {
        name: inAccount("logs", "log-group:*<>* delivery-source:<>* delivery-destination:<>*"),
        log_group: inAccount("logs", "log-group:<>*"),
        fixed: inAccount("logs", "delivery:*"),
      },
    },
  ],
  rds: [
    {
      id: "",
      arns: {
        name: inAccount("rds", "cluster:<>* cluster-pg:<>* db:<>* pg:<>* subgrp:<>*"),
        // Proxies and their endpoints have IDs; a cluster is restored from whatever snapshot is named, and has a default option group.
        fixed: inAccount(
          "rds",
          "cluster-snapshot:* db-proxy:* db-proxy-endpoint:* og:default:* target-group:*",
        ),
      },
    },
  ],
  route53: [{ id: "", arns: { zone: ["route53:::hostedzone/<>"] } }],
  s3: s3Scopes(),
  servicediscovery: byId(inAccount("servicediscovery", "namespace/* service/*")),
  ses: [
    {
      id: "",
      arns: {
        name: inAccount("ses", "configuration-set/<>*"),
        // Domains and addresses.
        fixed: inAccount("ses", "identity/*"),
      },
    },
  ],
  sns: [
    {
      id: "",
      arns: {
        name: inAccount("sns", "<>-*"),
        fixed: inAccount("sns", "ElasticBeanstalkNotifications-*"),
      },
    },
  ],
  sqs: byName(inAccount("sqs", "<>-*")),
  wafv2: [
    {
      id: "",
      arns: {
        name: [
          ...inAccount("wafv2", "*/ipset/<>* */webacl/<>*"),
          ...inAccount("elasticloadbalancing", "loadbalancer/app/<>*"),
        ],
        fixed: inAccount("wafv2", "*/managedruleset/*"),
      },
    },
  ],
};

/** The same for an apply, which lets Elastic Beanstalk use the bucket that it has in each region. */
export const writeScopes: typeof scopes = { ...scopes, s3: s3Scopes(["s3:::elasticbeanstalk-*-<account>"]) };
