import type { Constraint } from "../../lib/requirements";

/** Services with interface endpoints that applications commonly call, by short name. AWS has more, and they can be used. */
const common = (
  "access-analyzer acm-pca application-autoscaling appconfig appconfigdata athena autoscaling backup bedrock bedrock-runtime " +
  "cloudformation cloudtrail codeartifact.api codeartifact.repositories codebuild codedeploy codepipeline comprehendmedical config datasync " +
  "dynamodb ebs ec2 ec2messages ecr.api ecr.dkr ecs ecs-agent ecs-telemetry eks elasticache elasticbeanstalk elasticbeanstalk-health " +
  "elasticfilesystem elasticloadbalancing email email-smtp events execute-api firehose glue guardduty guardduty-data healthlake imagebuilder " +
  "inspector2 kinesis-firehose kinesis-streams kms lambda license-manager logs macie2 monitoring organizations rds rds-data redshift " +
  "redshift-data rolesanywhere s3 sagemaker.api sagemaker.runtime scheduler secretsmanager securityhub servicediscovery sns sqs ssm " +
  "ssm-contacts ssm-incidents ssmmessages states sts synthetics textract transcribe transcribestreaming transfer translate verifiedpermissions xray"
).split(" ");

/** What services are called elsewhere, by the endpoints that they have. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  "ecr.api": ["ecr"],
  "ecr.dkr": ["ecr"],
  elasticbeanstalk: ["beanstalk"],
  elasticfilesystem: ["efs"],
  elasticloadbalancing: ["elb"],
  email: ["ses"],
  "email-smtp": ["ses", "smtp"],
  events: ["eventbridge"],
  logs: ["cloudwatch", "cloudwatch-logs"],
  monitoring: ["cloudwatch"],
  ssm: ["parameter-store"],
  states: ["step-functions"],
};

/** Names that are shorter have too many neighbours to tell a spelling mistake. */
const SHORTEST = 5;

/**
 * What is left of a name without one of its characters, and the name itself: two names that share one of these are a slip of the keyboard
 * apart. For more characters than a name has, nothing is taken away.
 */
const slips = (name: string): string[] => [
  name,
  ...Array.from(name, (_, at) => name.slice(0, at) + name.slice(at + 1)),
];
const slipsHcl = (name: string): string =>
  `[for at in range(40) : join("", [substr(${name}, 0, at), substr(${name}, at + 1, -1)])]`;

/** What is written instead of a service's name: the slips, and what it is called elsewhere. */
const mistaken: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  common.map((name) => [
    name,
    [...(otherNames[name] ?? []), ...(name.length >= SHORTEST ? slips(name) : [])],
  ]),
);

/** What is wrong in a list of names, as far as it can be told: `secretsmanager instead of secretmanager`. */
const mistakes = (given: readonly string[]): string[] =>
  given
    .filter((name) => !common.includes(name))
    .flatMap((name) =>
      Object.keys(mistaken)
        .sort()
        .filter((right) => slips(name).some((slip) => mistaken[right]!.includes(slip)))
        .map((right) => `${right} instead of ${name}`),
    );

const mistakesHcl = (list: string): string =>
  `flatten([for name in ${list} : [for right, slips in local.endpoint_slips : "\${right} instead of \${name}" ` +
  `if length(setintersection(slips, ${slipsHcl("name")})) > 0] if !contains(local.endpoint_services, name)])`;

/**
 * A name that AWS does not have fails in a data source, which says no more than that it found nothing. This refuses, in words, the mistakes
 * that can be told from names of services that are not in the list.
 */
export const knownServices: Constraint<readonly string[]> = {
  message: "must name services as their endpoints do",
  detail: {
    text: (given) => `: ${mistakes(given).join(", ")}`,
    expression: (list) => `join("", [": ", join(", ", ${mistakesHcl(list)})])`,
  },
  check: (given) => mistakes(given).length === 0,
  condition: (list) => `length(${mistakesHcl(list)}) == 0`,
  locals: {
    endpoint_services: common,
    endpoint_names: otherNames,
    endpoint_slips:
      "${{for name in local.endpoint_services : name => concat(try(local.endpoint_names[name], []), " +
      `length(name) >= ${SHORTEST} ? ${slipsHcl("name")} : [])}}`,
  },
};
