import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

/** Names of the role's other inline policies. */
const ownPolicies = ["application", "self-upgrade"];

/** Keys of the entries that have a value in common with another entry. */
function shared<T>(map: Readonly<Record<string, T>>, valueOf: (entry: T) => string | undefined): string[] {
  const values = Object.values(map).map(valueOf);
  return Object.keys(map).filter((key) => {
    const value = valueOf(map[key]!);
    return value !== undefined && values.filter((other) => other === value).length > 1;
  });
}
const sharedHcl = (map: string, valueOf: (entry: string) => string): string =>
  `[for key, entry in ${map} : key if ${valueOf("entry")} != null && ` +
  `length([for other in ${map} : 1 if ${valueOf("other")} == ${valueOf("entry")}]) > 1]`;

export const rules: readonly Rule[] = [
  rule(["environments"], {
    message: "must have at least one entry",
    check: ({ environments }) => Object.keys(environments).length > 0,
    condition: "length(var.environments) > 0",
  }),
  rule(["loadBalancers", "environments"], {
    message: "must match an environment of the same colour: each environment has one load balancer",
    check: ({ loadBalancers, environments }) =>
      Object.keys({ ...loadBalancers, ...environments }).filter(
        (colour) => !(Object.hasOwn(loadBalancers, colour) && Object.hasOwn(environments, colour)),
      ),
    offenders:
      "setsubtract(setunion(keys(var.load_balancers), keys(var.environments)), " +
      "setintersection(keys(var.load_balancers), keys(var.environments)))",
  }),
  rule(["loadBalancers"], {
    message:
      "must not share its load balancer with another environment: their rules for the same hosts would compete",
    check: ({ loadBalancers }) => shared(loadBalancers, ({ arn }) => arn),
    offenders: sharedHcl("var.load_balancers", (entry) => `${entry}.arn`),
  }),
  rule(["loadBalancers"], {
    message:
      "must not have the security group of another environment's load balancer: EC2 takes the rules between it and the " +
      "instances once",
    check: ({ loadBalancers }) => shared(loadBalancers, ({ securityGroupId }) => securityGroupId),
    offenders: sharedHcl("var.load_balancers", (entry) => `${entry}.security_group_id`),
  }),
  rule(["environments"], {
    message: "must not have the cnamePrefix of another environment",
    check: ({ environments }) => shared(environments, ({ cnamePrefix }) => cnamePrefix?.toLowerCase()),
    offenders: sharedHcl("var.environments", (entry) => `try(lower(${entry}.cname_prefix), null)`),
  }),
  rule(["environments", "applicationUpgrades"], {
    message:
      "must have a versionLabel in all entries but one with easy_upgrade: the source bundle is the first version, which a " +
      "later colour would put on an upgraded database",
    check: ({ environments, applicationUpgrades }) =>
      applicationUpgrades === "terraform" ||
      Object.values(environments).filter(({ versionLabel }) => versionLabel === undefined).length <= 1,
    condition:
      'var.application_upgrades == "terraform" || ' +
      "length([for environment in values(var.environments) : 1 if environment.version_label == null]) <= 1",
  }),
  rule(["sourceBundle", "applicationUpgrades"], {
    at: "sourceBundle.key",
    message:
      "must have no slash with easy_upgrade: REDCap's script fetches the bundle to /tmp and unzips it there under its whole key. " +
      "Copy the object to the top of the bucket",
    check: ({ sourceBundle, applicationUpgrades }) =>
      applicationUpgrades === "terraform" || !sourceBundle.key.includes("/"),
    condition: 'var.application_upgrades == "terraform" || !strcontains(var.source_bundle.key, "/")',
  }),
  rule(["inlinePolicies"], {
    message: "must not be called application or self-upgrade, as the module's own policies of that role are",
    check: ({ inlinePolicies }) => Object.keys(inlinePolicies).filter((name) => ownPolicies.includes(name)),
    offenders: `[for name in keys(var.inline_policies) : name if contains(${JSON.stringify(ownPolicies)}, name)]`,
  }),
  rule(["deploymentPolicy", "applicationUpgrades"], {
    message:
      "must be RollingWithAdditionalBatch with easy_upgrade: for an immutable deployment, instances would need the right " +
      "to create Auto Scaling groups and launch templates",
    check: ({ deploymentPolicy, applicationUpgrades }) =>
      applicationUpgrades === "terraform" || deploymentPolicy === "RollingWithAdditionalBatch",
    condition:
      'var.application_upgrades == "terraform" || var.deployment_policy == "RollingWithAdditionalBatch"',
  }),
];
