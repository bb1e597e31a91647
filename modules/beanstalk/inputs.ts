import { z } from "zod";
import { arn, cidrBlock, logRetention, namePrefix, tagReason } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import type { Rule } from "../../lib/rules";
import { constrain } from "../../lib/requirements";
import { phpVersionMessage, phpVersions, solutionStackPattern } from "./platforms";

/** Retention that both CloudWatch Logs and Elastic Beanstalk's own option accept, in days. */
const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653];

const phpVersion = () =>
  constrain(z.string(), {
    message: phpVersionMessage,
    check: (value) => phpVersions.includes(value),
    condition: (ref) => `contains(${JSON.stringify(phpVersions)}, ${ref})`,
  });

/** Graviton types have a `g` right after the generation's digits (m7g, c6gn, t4g); a1 was the first of them. */
export const gravitonPattern = "^(a1|[a-z]+[0-9]+g[a-z]*)[.]";
const isGraviton = (type: string) => new RegExp(gravitonPattern).test(type);

const instanceTypes = () =>
  constrain(
    z
      .array(
        z
          .string()
          .regex(
            /^[a-z][a-z0-9-]*\.([a-z0-9-]+)$/,
            "must be an EC2 instance type like t3.small or t4g.small",
          ),
      )
      .min(1)
      .max(40),
    {
      message:
        "must be all of one processor architecture (x86, or Graviton like t4g): the bundle and the image are",
      check: (types) => new Set(types.map(isGraviton)).size <= 1,
      condition: (ref) =>
        `length(distinct([for type in ${ref} : can(regex("${gravitonPattern}", type))])) <= 1`,
    },
  );

const environment = constrain(
  constrain(
    z.strictObject({
      minInstances: z
        .int()
        .min(1)
        .max(1000)
        .default(2)
        .describe("Fewest instances. Default 2: one in each of two zones."),
      maxInstances: z.int().min(1).max(1000).default(4).describe("Most instances."),
      instanceTypes: instanceTypes()
        .optional()
        .describe("Instance types of this environment, preferred first."),
      phpVersion: phpVersion().optional().describe("PHP of this environment, fixed for its life."),
      solutionStackName: z
        .string()
        .regex(
          solutionStackPattern,
          "must be a platform version like 64bit Amazon Linux 2023 v4.13.7 running PHP 8.4",
        )
        .optional()
        .describe("Exact platform version to start on. Default: the newest of the PHP version."),
      cnamePrefix: z
        .string()
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9-]{2,38}[A-Za-z0-9]$/,
          "must be 4 to 40 letters, digits and hyphens, with no hyphen at either end",
        )
        .optional()
        .describe(
          "Label before .<region>.elasticbeanstalk.com, unique in the region (the original's EBEndpoint).",
        ),
      versionLabel: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe(
          "Application version to run instead of the source bundle's; one that Terraform does not own.",
        ),
    }),
    {
      message: "must not have more minInstances than maxInstances",
      check: ({ minInstances, maxInstances }) => minInstances <= maxInstances,
      condition: (ref) => `${ref}.min_instances <= ${ref}.max_instances`,
    },
  ),
  {
    message:
      "must have phpVersion or solutionStackName, not both: the platform's name ends with the PHP version",
    check: ({ phpVersion: php, solutionStackName: stack }) => php === undefined || stack === undefined,
    condition: (ref) => `${ref}.php_version == null || ${ref}.solution_stack_name == null`,
  },
);

const colour = () =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]{0,11}$/, "must be 1 to 12 lower-case letters and digits, beginning with a letter");

const egressRule = constrain(
  z.strictObject({
    port: z.int().min(1).max(65535).describe("TCP port."),
    cidr: cidrBlock().optional().describe("IPv4 range to reach."),
    securityGroupId: z.string().min(4).optional().describe("Security group to reach."),
  }),
  {
    message: "must name one destination: cidr or securityGroupId",
    check: ({ cidr, securityGroupId }) => (cidr === undefined) !== (securityGroupId === undefined),
    condition: (ref) => `(${ref}.cidr == null) != (${ref}.security_group_id == null)`,
  },
);

const wildcards = 3;

/** A name as ELB's conditions on hosts accept it, with no more wildcards than Elastic Beanstalk takes. */
const hostHeader = constrain(
  z
    .string()
    .max(128)
    .regex(
      /^[A-Za-z0-9*?._-]*[.][A-Za-z]+$/,
      "must be a host name, perhaps with * and ?, that ends with a dot and letters only, like *.example.edu",
    ),
  {
    message: `must have at most ${wildcards} wildcards`,
    check: (value) => value.split(/[*?]/).length - 1 <= wildcards,
    condition: (ref) => `length(regexall("[*?]", ${ref})) <= ${wildcards}`,
  },
);

const environmentName = () =>
  z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
      "must be letters, digits and underscores, not beginning with a digit",
    );

const isPolicy = (text: string) => {
  try {
    return "Statement" in (JSON.parse(text) as object);
  } catch {
    return false;
  }
};

export const inputs = {
  name: namePrefix(24).describe("Name of the application and prefix of every name."),
  vpcId: z.string().min(4).describe("VPC of the instances."),
  appSubnetIds: z
    .array(z.string().min(4))
    .min(1)
    .describe("Subnets of the instances, one for each zone; without public addresses."),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key of the log groups, the log volume, the source bundle and the secrets. Its policy must let this account use it " +
      'through EC2 (encryption-key: via_services = ["ec2"]), or Auto Scaling cannot start instances with the log volume.',
  ),
  environments: z
    .record(colour(), environment)
    .describe(
      "Environments by colour. One is enough; a second one (`green` beside `blue`) is how PHP and platform are upgraded. " +
        "Colours are part of names and addresses.",
    ),
  loadBalancers: z
    .record(
      colour(),
      z.strictObject({
        arn: arn("elasticloadbalancing", "loadbalancer/app/").describe(
          "Application Load Balancer, owned by the caller.",
        ),
        securityGroupId: z.string().min(4).describe("Security group of the load balancer."),
        listenerPort: z
          .int()
          .min(1)
          .max(65535)
          .default(443)
          .describe("Listener that serves the application."),
      }),
    )
    .describe("Load balancer of each environment, by the same colours; no two environments share one."),
  hostHeaders: z
    .array(hostHeader)
    .max(3)
    .default([])
    .describe(
      "Host names that the load balancer passes to an environment, beside its own CNAME; others get 404. Elastic Beanstalk " +
        "reads this when it makes an environment and cannot change it later: name every domain that will ever lead here. " +
        "Default: the CNAME alone. ELB allows five conditions, of which the CNAME and the path are two.",
    ),
  phpVersion: phpVersion()
    .default("8.4")
    .describe("PHP of new environments that do not say their own: 8.3, 8.4 or 8.5."),
  instanceTypes: instanceTypes()
    .default(["t3.small"])
    .describe(
      "EC2 types of environments that do not say their own, preferred first (the original's WebInstanceType).",
    ),
  sourceBundle: z
    .strictObject({
      bucket: z.string().min(3).max(63).describe("S3 bucket."),
      key: z.string().min(1).max(1024).describe("Object key of the zip."),
      versionLabel: z
        .string()
        .min(1)
        .max(100)
        .describe("Label; a hash of the content makes every change a new version."),
    })
    .describe("The application, as a zip in S3."),
  applicationUpgrades: z
    .enum(["terraform", "easy_upgrade"])
    .default("terraform")
    .describe(
      "Who changes the version that runs. `terraform`: a new source bundle is deployed by the next apply. `easy_upgrade`: " +
        "REDCap's own button does; Terraform deploys the first version only, and the instances get the rights to deploy.",
    ),
  maxVersions: z
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe("Application versions kept; older ones are forgotten, their bundles stay in S3."),
  documentRoot: z
    .string()
    .regex(/^\/[A-Za-z0-9._\/-]*$/, "must be a path like /redcap")
    .default("/")
    .describe("Folder of the bundle that the web server publishes."),
  proxy: z.enum(["nginx", "apache"]).default("nginx").describe("Web server in front of PHP-FPM."),
  php: z
    .strictObject({
      memoryLimit: z
        .string()
        .regex(/^[0-9]+[KMG]$/, "must be a size like 512M")
        .default("512M")
        .describe("memory_limit of PHP."),
      maxExecutionTimeSeconds: z.int().min(1).max(3600).default(300).describe("max_execution_time of PHP."),
    })
    .prefault({})
    .describe("PHP settings that Elastic Beanstalk manages; others belong into the bundle."),
  healthCheckPath: z
    .string()
    .regex(/^\/[^ ]*$/, "must be a path like /healthz")
    .default("/healthz")
    .describe("Path that answers 200 over HTTPS when an instance can serve."),
  stickySessions: z
    .boolean()
    .default(true)
    .describe("Whether a browser stays on one instance (PHP sessions on disk need it)."),
  deregistrationDelaySeconds: z
    .int()
    .min(0)
    .max(3600)
    .default(60)
    .describe("Time for open requests before an instance leaves."),
  autoscaling: z
    .strictObject({
      upperCpuPercent: z
        .int()
        .min(1)
        .max(100)
        .default(80)
        .describe("Average CPU above which an instance is added."),
      lowerCpuPercent: z.int().min(0).max(99).default(20).describe("Average CPU below which one is removed."),
      periodMinutes: z.int().min(1).max(60).default(5).describe("Length of one measurement."),
      breachMinutes: z.int().min(1).max(600).default(5).describe("How long a threshold must be crossed."),
    })
    .prefault({})
    .describe(
      "Scaling on CPU between an environment's minimum and maximum. Defaults: the original's thresholds.",
    ),
  deploymentPolicy: z
    .enum(["RollingWithAdditionalBatch", "Immutable"])
    .default("RollingWithAdditionalBatch")
    .describe(
      "How a version is deployed. Both keep full capacity; `Immutable` replaces all instances and takes longer.",
    ),
  managedUpdates: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe("Whether AWS applies new platform versions of the same PHP."),
      startTime: z
        .string()
        .regex(
          /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01][0-9]|2[0-3]):[0-5][0-9]$/,
          "must be a time in UTC like Sun:03:00",
        )
        .default("Sun:03:00")
        .describe("Begin of the weekly two-hour window, UTC."),
      level: z.enum(["minor", "patch"]).default("minor").describe("Highest level that is applied."),
      instanceRefresh: z
        .boolean()
        .default(true)
        .describe("Whether instances are replaced weekly even without an update."),
    })
    .prefault({})
    .describe("Platform updates by AWS, in a window."),
  logRetentionDays: constrain(logRetention(), {
    message: `must be one of ${retentionDays.join(", ")} (Elastic Beanstalk knows fewer than CloudWatch)`,
    check: (value) => retentionDays.includes(value),
    condition: (ref) => `contains([${retentionDays.join(", ")}], ${ref})`,
  })
    .default(365)
    .describe("Days for which log groups keep events."),
  logFiles: z
    .array(
      z
        .string()
        .regex(
          /^[A-Za-z0-9._\/-]+[A-Za-z0-9._-]$/,
          "must be a path without a leading slash, like var/log/messages",
        ),
    )
    .default([])
    .describe(
      "Log files, beside the platform's, that the bundle streams with the CloudWatch agent; each gets an encrypted log group.",
    ),
  rootVolumeSizeGb: z.int().min(8).max(16384).default(20).describe("Size of the root volume (gp3), GB."),
  unencryptedRootVolume: z
    .strictObject({
      reason: tagReason().describe(
        "Why this is acceptable, for auditors; it becomes a tag of the environments.",
      ),
    })
    .optional()
    .describe(
      "Lets instances start where the account's EBS encryption by default is off, with root volumes that are not encrypted. " +
        "Never with patients' data (45 CFR 164.312(a)(2)(iv)).",
    ),
  logVolumeSizeGb: z
    .int()
    .min(0)
    .max(16384)
    .default(16)
    .describe(
      "Size of the encrypted volume /dev/sdh for logs (REDCap: and for uploads and exports), GB. 0: none, for accounts that encrypt every volume by default.",
    ),
  ec2KeyName: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe("EC2 key pair (the original's EC2KeyName). Default: none; Session Manager needs no key."),
  egress: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, "must be lower-case letters, digits and underscores"),
      egressRule,
    )
    .default({ https: { port: 443, cidr: "0.0.0.0/0" } })
    .describe(
      "Where instances may connect to, by name. Default: HTTPS anywhere (AWS's services, package repositories). Name " +
        "resolution and time come from the VPC itself and need no rule.",
    ),
  environmentVariables: z
    .record(environmentName(), z.string().min(1).max(4096))
    .default({})
    .describe(
      "Environment variables of the application. No secrets: they show in the console and in the state.",
    ),
  environmentSecrets: z
    .record(
      environmentName(),
      z
        .string()
        .regex(
          /^arn:aws(-[a-z-]+)?:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:]+(:[^:]+)?|ssm:[a-z0-9-]+:[0-9]{12}:parameter\/.+)$/,
          "must be the ARN of a secret, perhaps with :jsonKey, or of an SSM parameter",
        ),
    )
    .default({})
    .describe(
      "Environment variables whose values instances read from Secrets Manager or Parameter Store at deployment: an ARN, or " +
        "ARN:jsonKey. Instances may read exactly these. Not refreshed by a rotation until the next deployment.",
    ),
  instancePolicies: z
    .array(
      constrain(z.string(), {
        message: "must be an IAM policy as JSON, with a Statement",
        check: isPolicy,
        condition: (ref) => `can(jsondecode(${ref}).Statement)`,
      }),
    )
    .default([])
    .describe("IAM policies (JSON) with the application's own rights, beside those that the platform needs."),
  notificationTopicArn: arn("sns").optional().describe("SNS topic for environment events."),
};

export type Inputs = InputReferences<typeof inputs>;

const cnamePrefixes =
  "[for environment in values(var.environments) : lower(environment.cname_prefix) if environment.cname_prefix != null]";

const sameKeys = (a: object, b: object) => Object.keys(a).sort().join() === Object.keys(b).sort().join();

export const rules: readonly Rule[] = [
  {
    inputs: ["loadBalancers", "environments"],
    message: "must have the same colours as environments",
    check: ({ loadBalancers, environments }: { loadBalancers: object; environments: object }) =>
      sameKeys(loadBalancers, environments),
    condition: "keys(var.load_balancers) == keys(var.environments)",
  },
  {
    inputs: ["loadBalancers"],
    message: "must not be shared by two environments: their rules for the same hosts would compete",
    check: ({ loadBalancers }: { loadBalancers: Record<string, { arn: string }> }) => {
      const arns = Object.values(loadBalancers).map(({ arn }) => arn);
      return new Set(arns).size === arns.length;
    },
    condition:
      "length(distinct([for balancer in values(var.load_balancers) : balancer.arn])) == length(var.load_balancers)",
  },
  {
    inputs: ["environments"],
    message: "must have at least one entry",
    check: ({ environments }: { environments: object }) => Object.keys(environments).length > 0,
    condition: "length(var.environments) > 0",
  },
  {
    inputs: ["environments"],
    message: "must not use one cnamePrefix twice",
    check: ({ environments }: { environments: Record<string, { cnamePrefix?: string }> }) => {
      const prefixes = Object.values(environments).flatMap(
        ({ cnamePrefix }) => cnamePrefix?.toLowerCase() ?? [],
      );
      return new Set(prefixes).size === prefixes.length;
    },
    condition: `length(distinct(${cnamePrefixes})) == length(${cnamePrefixes})`,
  },
  {
    inputs: ["environments", "applicationUpgrades"],
    message:
      "must give every entry but one a versionLabel with easy_upgrade: the source bundle is the first version, which a " +
      "later colour would put on an upgraded database",
    check: (v: { environments: Record<string, { versionLabel?: string }>; applicationUpgrades: string }) =>
      v.applicationUpgrades === "terraform" ||
      Object.values(v.environments).filter(({ versionLabel }) => versionLabel === undefined).length <= 1,
    condition:
      'var.application_upgrades == "terraform" || ' +
      "length([for environment in values(var.environments) : 1 if environment.version_label == null]) <= 1",
  },
  {
    inputs: ["deploymentPolicy", "applicationUpgrades"],
    message:
      "must be RollingWithAdditionalBatch with easy_upgrade: an immutable deployment would need instances that may create " +
      "Auto Scaling groups and launch templates",
    check: (v: { deploymentPolicy: string; applicationUpgrades: string }) =>
      v.applicationUpgrades === "terraform" || v.deploymentPolicy === "RollingWithAdditionalBatch",
    condition: `var.application_upgrades == "terraform" || var.deployment_policy == "RollingWithAdditionalBatch"`,
  },
  {
    inputs: ["autoscaling"],
    message: "must have a lower threshold below the upper one",
    check: (v: { autoscaling: { upperCpuPercent: number; lowerCpuPercent: number } }) =>
      v.autoscaling.lowerCpuPercent < v.autoscaling.upperCpuPercent,
    condition: "var.autoscaling.lower_cpu_percent < var.autoscaling.upper_cpu_percent",
  },
];
