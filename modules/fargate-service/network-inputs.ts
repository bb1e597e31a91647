import { z } from "zod";
import { arn, cidrBlock, distinct, securityGroupId, subnetId, unique, vpcId } from "../../lib/aws/inputs";
import { inOneSecurityGroup } from "../../lib/aws/quotas";
import { constrain } from "../../lib/requirements";
import { key } from "./container-inputs";

// Where tasks are, who may reach them, and what they may reach.

const destinations = ["cidr", "prefixListId", "securityGroupId"] as const;

const egressRule = constrain(
  z.strictObject({
    port: z.int().min(1).max(65535).describe("Port, or the first of a range."),
    toPort: z.int().min(1).max(65535).optional().describe("Last port of a range."),
    protocol: z.enum(["tcp", "udp"]).default("tcp").describe("Protocol."),
    cidr: cidrBlock().optional().describe("IPv4 range to connect to."),
    prefixListId: z
      .string()
      .regex(/^pl-[0-9a-f]+$/, "must be the ID of a prefix list, like pl-63a5400a")
      .optional()
      .describe("Prefix list to connect to, such as that of S3's gateway endpoint."),
    securityGroupId: securityGroupId().optional().describe("Security group to connect to."),
  }),
  {
    message: "must have cidr, prefixListId or securityGroupId, exactly one",
    check: (rule) => destinations.filter((name) => rule[name] !== undefined).length === 1,
    condition: (ref) =>
      `length([for given in [${ref}.cidr, ${ref}.prefix_list_id, ${ref}.security_group_id] : true if given != null]) == 1`,
  },
  {
    message: "must have a toPort that is not below port",
    check: ({ port, toPort = port }) => toPort >= port,
    condition: (ref) => `${ref}.to_port == null ? true : ${ref}.to_port >= ${ref}.port`,
  },
);

/** A host of a listener rule, which may have wildcards. */
const host = () =>
  z
    .string()
    .max(128)
    .regex(/^[a-z0-9*?.-]+$/, "must be a host name in lower case, like api.example.edu or *.example.edu");

export const networkInputs = {
  vpcId: vpcId().describe("VPC of the tasks."),
  subnetIds: unique(z.array(subnetId()).min(1)).describe(
    "Subnets of the tasks, in two or more zones: private ones, with a route to the registry. Tasks get no public address.",
  ),
  additionalSecurityGroupIds: unique(z.array(securityGroupId()).max(4))
    .default([])
    .describe(
      "Existing security groups that the tasks have in addition to their own, such as one that several services share and a " +
        "database admits. AWS allows 5 groups in all.",
    ),
  egress: inOneSecurityGroup(distinct(z.record(key(), egressRule)))
    .default({ https: { port: 443, protocol: "tcp", cidr: "0.0.0.0/0" } })
    .describe(
      "Where tasks may connect to, by name. Default: HTTPS to any address (AWS's services, the registry). Name resolution " +
        "comes from the VPC itself and needs no rule.",
    ),
  port: z.int().min(1).max(65535).optional().describe("Port that the service's container listens on."),
  serviceDiscovery: z
    .strictObject({
      namespaceId: z
        .string()
        .regex(/^ns-[a-z0-9]+$/, "must be the ID of a Cloud Map namespace, like ns-0123456789abcdef")
        .describe("Private DNS namespace of Cloud Map, of the VPC."),
      ttlSeconds: z
        .int()
        .min(1)
        .max(3600)
        .default(10)
        .describe("Seconds for which resolvers may remember the addresses, also of a task that has stopped."),
    })
    .optional()
    .describe(
      "Publishes the addresses of healthy tasks under <name>.<namespace> within the VPC, for programs that connect to the port without " +
        "a load balancer. Admit them to securityGroupId. Default: no DNS name.",
    ),
  listeners: distinct(
    z.record(
      key(),
      z.strictObject({
        listenerArn: arn("elasticloadbalancing", "listener/").describe("Listener of the load balancer."),
        securityGroupId: securityGroupId().describe(
          "Security group of the load balancer: it gets the rule that leads to the tasks.",
        ),
        hosts: unique(z.array(host()).min(1).max(5)).describe("Host names of the requests for this service."),
        priority: z
          .int()
          .min(1)
          .max(50000)
          .describe("Priority of the rule among those of the listener. The lowest number is first."),
      }),
    ),
    ["securityGroupId"],
  )
    .default({})
    .describe(
      "Listeners of load balancers that forward requests to the service, by name; one target group each. Workers have none.",
    ),
  targetGroup: z
    .strictObject({
      protocol: z
        .enum(["HTTP", "HTTPS"])
        .default("HTTP")
        .describe("Protocol between load balancer and tasks."),
      algorithm: z
        .enum(["round_robin", "least_outstanding_requests", "weighted_random"])
        .default("least_outstanding_requests")
        .describe(
          "Choice of the task for a request. Default: the one with the fewest requests, which suits requests of uneven cost.",
        ),
      deregistrationDelaySeconds: z
        .int()
        .min(0)
        .max(3600)
        .default(60)
        .describe("Seconds that requests may take to finish on a task that is being stopped."),
      slowStartSeconds: constrain(z.int(), {
        message: "must be 0 (off) or 30 to 900",
        check: (value) => value === 0 || (value >= 30 && value <= 900),
        condition: (ref) => `${ref} == 0 || (${ref} >= 30 && ${ref} <= 900)`,
      })
        .default(0)
        .describe("Seconds in which a new task gets a growing share of requests; only with round_robin."),
      healthCheckPath: z
        .string()
        .max(1024)
        .regex(/^\/[^ ]*$/, "must be a path, like /healthcheck")
        .default("/")
        .describe("Path that answers while a task is healthy."),
      healthCheckStatus: z
        .string()
        .regex(/^[2-4][0-9][0-9]([,-][2-4][0-9][0-9])*$/, "must be status codes, like 200 or 200-299")
        .default("200")
        .describe("Status codes of a healthy answer."),
      healthCheckIntervalSeconds: z.int().min(5).max(300).default(30).describe("Seconds between checks."),
      healthCheckTimeoutSeconds: z
        .int()
        .min(2)
        .max(120)
        .default(10)
        .describe("Seconds to wait for an answer."),
      healthyThreshold: z.int().min(2).max(10).default(2).describe("Answers that make a task healthy."),
      unhealthyThreshold: z.int().min(2).max(10).default(5).describe("Failures that make a task unhealthy."),
    })
    .prefault({})
    .describe("Target groups of the listeners."),
  healthCheckGracePeriodSeconds: z
    .int()
    .min(0)
    .max(2147483647)
    .default(60)
    .describe(
      "Seconds after a task's start in which ECS ignores failed health checks: more than the slowest start takes.",
    ),
};
