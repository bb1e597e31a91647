import { z } from "zod";
import { arn } from "../../lib/aws/inputs";
import { constrain, oneOf } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { phpVersionMessage, phpVersions, solutionStackPattern } from "./platforms";

// The environments, and where their requests come from.

/** Graviton types have a `g` right after the generation's digits (m7g, c6gn, t4g); a1 was the first of them. */
export const gravitonPattern = "^(a1|[a-z]+[0-9]+g[a-z]*)[.]";
const isGraviton = (type: string) => new RegExp(gravitonPattern).test(type);

const phpVersion = () => decides(oneOf(z.string(), phpVersions, phpVersionMessage));

const instanceType = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.([a-z0-9-]+)$/, "must be an EC2 instance type like t3.small or t4g.small");

const instanceTypes = () =>
  constrain(z.array(instanceType).min(1).max(40), {
    message:
      "must be all of one processor architecture (x86, or Graviton like t4g), since the bundle and the image are",
    check: (types) => new Set(types.map(isGraviton)).size <= 1,
    condition: (ref) =>
      `length(distinct([for type in ${ref} : can(regex("${gravitonPattern}", type))])) <= 1`,
  });

const environment = constrain(
  z.strictObject({
    minInstances: z
      .int()
      .min(1)
      .max(1000)
      .default(2)
      .describe("Minimum number of instances. Default: 2, one in each of two zones."),
    maxInstances: z.int().min(1).max(1000).default(4).describe("Maximum number of instances."),
    instanceTypes: instanceTypes()
      .optional()
      .describe("EC2 instance types of this environment, preferred first."),
    phpVersion: phpVersion().optional().describe("PHP version of this environment, fixed for its life."),
    solutionStackName: z
      .string()
      .regex(
        solutionStackPattern,
        "must be a platform version like 64bit Amazon Linux 2023 v4.13.7 running PHP 8.4",
      )
      .optional()
      .describe("Platform version to start on. Default: the newest one of the PHP version."),
    cnamePrefix: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9-]{2,38}[A-Za-z0-9]$/,
        "must be 4 to 40 letters, digits and hyphens, with no hyphen at either end",
      )
      .optional()
      .describe("Label before .<region>.elasticbeanstalk.com, unique in the region."),
    versionLabel: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        "Existing application version, not owned by Terraform, to run instead of the source bundle's version.",
      ),
  }),
  {
    message: "must not have more minInstances than maxInstances",
    check: ({ minInstances, maxInstances }) => minInstances <= maxInstances,
    condition: (ref) => `${ref}.min_instances <= ${ref}.max_instances`,
  },
  {
    message:
      "must have phpVersion or solutionStackName, not both: the name of a platform version ends with its PHP version",
    check: ({ phpVersion: php, solutionStackName: stack }) => php === undefined || stack === undefined,
    condition: (ref) => `${ref}.php_version == null || ${ref}.solution_stack_name == null`,
  },
);

const colour = () =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]{0,11}$/, "must be 1 to 12 lower-case letters and digits, beginning with a letter");

const wildcards = 3;
const wildcardsOfRule = 4;

/** A name as ELB's conditions on hosts accept it. */
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

export const environmentInputs = {
  environments: z
    .record(colour(), environment)
    .describe(
      "Environments by colour. One is enough; a second one (`green` next to `blue`) is how PHP and the platform are " +
        "upgraded. Colours are part of names and addresses.",
    ),
  loadBalancers: z
    .record(
      colour(),
      z.strictObject({
        arn: arn("elasticloadbalancing", "loadbalancer/app/").describe(
          "Application Load Balancer, owned by the caller.",
        ),
        securityGroupId: z.string().min(4).describe("Security group of the load balancer."),
        listenerArn: arn("elasticloadbalancing", "listener/app/").describe(
          "Listener that serves the application: a rule on it forwards requests to the environment.",
        ),
        listenerPort: z.int().min(1).max(65535).default(443).describe("Port of that listener."),
        rulePriority: z
          .int()
          .min(1)
          .max(50000)
          .default(100)
          .describe(
            "Priority of that rule. Elastic Beanstalk adds one of its own to the listener, with the next free number after those " +
              "in use, hence not one of the lowest.",
          ),
        internal: z
          .boolean()
          .default(false)
          .describe(
            "Whether the load balancer is internal. A change of it replaces a load balancer, so that a running environment is " +
              "refused at plan already.",
          ),
      }),
    )
    .describe("Load balancer of each environment, by the same colours. Each environment has its own."),
  hostHeaders: constrain(z.array(hostHeader).max(3), {
    message: `must have at most ${wildcardsOfRule} wildcards in all: ELB allows five in the conditions of a rule, of which the path takes one`,
    check: (hosts) => hosts.join(" ").split(/[*?]/).length - 1 <= wildcardsOfRule,
    condition: (ref) => `length(regexall("[*?]", join(" ", ${ref}))) <= ${wildcardsOfRule}`,
  })
    .default([])
    .describe(
      "Host names that the load balancer forwards to an environment, in addition to its CNAME; for others the listener's default " +
        "action holds. Default: the CNAME only. At most three, since ELB allows five values in the conditions of a rule, of which " +
        "the CNAME and the path take two.",
    ),
  phpVersion: phpVersion()
    .default("8.4")
    .describe(`PHP version of new environments that do not set their own: ${phpVersions.join(", ")}.`),
  instanceTypes: instanceTypes()
    .default(["t3.small"])
    .describe("EC2 instance types of environments that do not set their own, preferred first."),
};
