import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EbsSnapshot } from "@cdktf/provider-aws/lib/ebs-snapshot";
import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { lookUpSubnets } from "../../lib/aws/subnets";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { namesByColour } from "./names";

/** What Elastic Beanstalk streams from an instance on Amazon Linux 2023 with PHP, and what it says of its health. */
const platformLogs = [
  "environment-health.log",
  "var/log/eb-engine.log",
  "var/log/eb-hooks.log",
  "var/log/php-fpm/error.log",
  "var/log/php-fpm/www-error.log",
];
const proxyLogs = {
  apache: ["var/log/httpd/access_log", "var/log/httpd/error_log"],
  nginx: ["var/log/nginx/access.log", "var/log/nginx/error.log"],
};

/**
 * The log groups into which Elastic Beanstalk streams, made before it would make them itself: its own would not be
 * encrypted with the key. Keys: `blue/var/log/eb-engine.log`.
 *
 * Those of blue and green are there without their environments, too, at no cost: a colour that is removed leaves its logs, and one that
 * comes back finds its groups, which it could not create a second time.
 */
export function logGroups(module: ModuleStack, inputs: Inputs, environmentNames: Expression) {
  const files = tf`concat(${platformLogs}, ${proxyLogs}[${inputs.proxy}], ${inputs.logFiles})`;
  const colours = tf`setunion(keys(${environmentNames}), ["blue", "green"])`;
  const environments = namesByColour(module, "logged_environments", inputs.name, colours);
  const names = local(
    module,
    "log_groups",
    tf`merge([for colour, environment in ${environments} : {for file in ${files} : join("/", [colour, file]) => join("/", ["/aws/elasticbeanstalk", environment, file])}]...)`,
  );
  const groups = new CloudwatchLogGroup(module, "logs", {
    name: reference("each.value").string,
    kmsKeyId: tf`coalesce(${inputs.logKmsKeyArn}, ${inputs.kmsKeyArn})`.string,
    retentionInDays: inputs.logRetentionDays,
    skipDestroy: tf`!${inputs.forceDestroyLogs}`,
  });
  groups.addOverride("for_each", names);
  return groups;
}

/**
 * A blank encrypted snapshot, from which every instance gets an encrypted volume for its logs. Elastic Beanstalk has no
 * option to encrypt a volume, but a volume made from an encrypted snapshot is encrypted with the snapshot's key. Under
 * another key, the new volume and snapshot exist before the old ones go, which instances use until their environment is
 * updated.
 */
export function logVolume(
  module: ModuleStack,
  { name, appSubnetIds, kmsKeyArn, logVolumeSizeGb: size }: Inputs,
) {
  const when = tf`${size} > 0`;
  const count = tf`${when} ? 1 : 0`;
  const subnet = lookUpSubnets(module, "first", {
    input: "app_subnet_ids",
    ids: tf`[${appSubnetIds}[0]]`,
    when,
  });
  const volume = new EbsVolume(module, "blank", {
    availabilityZone: subnet.availabilityZone,
    size,
    type: "gp3",
    encrypted: true,
    kmsKeyId: kmsKeyArn,
    tags: { Name: `${name}-logs-blank` },
    // A zone that moves to the end of the list must not replace the snapshot, and with it every instance.
    lifecycle: { ignoreChanges: ["availability_zone"], createBeforeDestroy: true },
  });
  const snapshot = new EbsSnapshot(module, "blank_copy", {
    volumeId: tf`one(${volume.fqn}[*].id)`.string,
    description: "Blank volume for instance logs",
    tags: { Name: `${name}-logs-blank` },
    lifecycle: { createBeforeDestroy: true },
  });
  for (const element of [volume, snapshot]) element.addOverride("count", count);
  volume.addOverride("availability_zone", tf`one(${subnet.fqn}[*].availability_zone)`);
  // A list, since there is no snapshot when there is no volume.
  const mapping = tf`join("", [for id in ${snapshot.fqn}[*].id : join(":", [join("=", ["/dev/sdh", id]), ${size}, "true", "gp3"])])`;
  return { snapshot, mapping };
}
