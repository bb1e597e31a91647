import { Beanstalk } from "../../../modules/beanstalk";
import { synthesize } from "../synthesis";
import { checkedAtSynth } from "../inputs";
import * as cases from "./cases";
import { good } from "./cases";

const synthesized = synthesize(Beanstalk);
const { resource, output } = synthesized;
const { locals, data } = synthesized as unknown as {
  locals: Record<string, unknown>;
  data: Record<string, Record<string, { depends_on?: string[] }>>;
};
const block = (type: string, name: string) => resource[type]![name]!;

interface Row {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
  readonly sent: unknown;
}
const shared = locals["shared_settings"] as Row[];
const own = block("aws_elastic_beanstalk_environment", "this")["setting"] as Row[];
const option = (namespace: string, name: string) =>
  shared.find((row) => row.namespace === namespace && row.name === name);

checkedAtSynth(Beanstalk, cases);

describe("inputs", () => {
  test("every problem of a configuration is listed", () => {
    const problems = Beanstalk.problems(
      { ...good, phpVersion: "7.4", rootVolumeSizeGb: 1, healthCheckPath: "x" },
      "",
    );
    expect(problems).toHaveLength(3);
  });
});

describe("options", () => {
  test("instances have no public address, no IMDSv1 and no security group but the module's", () => {
    expect(option("aws:ec2:vpc", "AssociatePublicIpAddress")?.value).toBe(false);
    expect(option("aws:autoscaling:launchconfiguration", "DisableIMDSv1")?.value).toBe(true);
    expect(option("aws:autoscaling:launchconfiguration", "DisableDefaultEC2SecurityGroup")?.value).toBe(true);
    expect(option("aws:autoscaling:launchconfiguration", "SecurityGroups")?.value).toBe(
      "${aws_security_group.instances.id}",
    );
  });

  test("traffic is encrypted up to the instance", () => {
    const process = "aws:elasticbeanstalk:environment:process:default";
    expect(option(process, "Port")?.value).toBe(443);
    expect(option(process, "Protocol")?.value).toBe("HTTPS");
    expect(shared.filter((row) => row.namespace.includes(":process:") && row.namespace !== process)).toEqual(
      [],
    );
  });

  test("what only a load balancer of Elastic Beanstalk's own would have is not sent", () => {
    const text = JSON.stringify([shared, own]);
    for (const word of [
      "SSLPolicy",
      "SSLCertificateArns",
      "AccessLogsS3",
      "ELBSubnets",
      "ELBScheme",
      "ListenerEnabled",
      "aws:elb:",
    ]) {
      expect(text).not.toContain(word);
    }
  });

  test("what means nothing is not sent: no key, no topic, no hosts, no window without updates", () => {
    const conditions = Object.fromEntries(
      shared.filter((row) => row.sent !== true).map((row) => [row.name, row.sent]),
    );
    expect(conditions).toEqual({
      BatchSize: '${var.deployment_policy != "Immutable"}',
      BatchSizeType: '${var.deployment_policy != "Immutable"}',
      BlockDeviceMappings: "${var.log_volume_size_gb > 0}",
      EC2KeyName: "${var.ec2_key != null}",
      HostHeaders: "${length(var.host_headers) > 0}",
      InstanceRefreshEnabled: "${var.managed_updates.enabled}",
      "Notification Topic ARN": "${var.notifications != null}",
      PreferredStartTime: "${var.managed_updates.enabled}",
      ServiceRoleForManagedUpdates: "${var.managed_updates.enabled}",
      UpdateLevel: "${var.managed_updates.enabled}",
    });
  });

  test("an environment's own options come from its entry, its load balancer and the defaults", () => {
    const types = "coalesce(each.value.instance_types, var.instance_types)";
    expect(own).toEqual([
      { namespace: "aws:autoscaling:asg", name: "MaxSize", value: "${each.value.max_instances}" },
      { namespace: "aws:autoscaling:asg", name: "MinSize", value: "${each.value.min_instances}" },
      {
        namespace: "aws:autoscaling:updatepolicy:rollingupdate",
        name: "MinInstancesInService",
        value: "${min(each.value.min_instances, each.value.max_instances - 1)}",
      },
      { namespace: "aws:ec2:instances", name: "InstanceTypes", value: `\${join(",", ${types})}` },
      {
        namespace: "aws:ec2:instances",
        name: "SupportedArchitectures",
        value: `\${can(regex("^(a1|[a-z]+[0-9]+g[a-z]*)[.]", ${types}[0])) ? "arm64" : "x86_64"}`,
      },
      {
        namespace: "aws:elbv2:listener:${var.load_balancers[each.key].listener_port}",
        name: "Rules",
        value: "application,default",
      },
      {
        namespace: "aws:elbv2:loadbalancer",
        name: "SecurityGroups",
        value: "${var.load_balancers[each.key].security_group_id}",
      },
      {
        namespace: "aws:elbv2:loadbalancer",
        name: "SharedLoadBalancer",
        value: "${var.load_balancers[each.key].arn}",
      },
    ]);
  });

  test("no option is there twice, and all are in order", () => {
    const key = ({ namespace, name }: Row) => `${namespace} ${name}`;
    const all = [...shared, ...own].map(key);
    expect(new Set(all).size).toBe(all.length);
    expect(shared.map(key)).toEqual(shared.map(key).sort());
  });
});

describe("environments", () => {
  const ignored = (type: string, name: string) =>
    (block(type, name)["lifecycle"] as { ignore_changes?: string[] }).ignore_changes;

  test("managed updates and CNAME swaps are left alone; the version only where the application owns it", () => {
    const type = "aws_elastic_beanstalk_environment";
    expect(ignored(type, "this")).toEqual(["cname_prefix", "solution_stack_name"]);
    expect(ignored(type, "self_upgrading")).toEqual(["cname_prefix", "solution_stack_name", "version_label"]);
  });

  test("a new version is there before the old one goes", () => {
    expect(block("aws_elastic_beanstalk_application_version", "this")["lifecycle"]).toEqual({
      create_before_destroy: true,
    });
    expect(ignored("aws_elastic_beanstalk_application_version", "self_upgrading")).toEqual([
      "name",
      "bucket",
      "key",
    ]);
  });

  test("the Auto Scaling group of an environment is the lasting one, and null if there is none", () => {
    expect(output["auto_scaling_group_names"]!.value).toContain(
      'try([for group in environment.autoscaling_groups : group if !strcontains(group, "-immutable-stack-")][0], ' +
        "environment.autoscaling_groups[0], null)",
    );
  });

  test("rights, rules and log groups come first", () => {
    const before = block("aws_elastic_beanstalk_environment", "this")["depends_on"];
    expect(before).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_log_group.logs",
        "aws_iam_role_policy.instance_rights",
        "aws_iam_role_policy_attachment.service_updates",
        "aws_vpc_security_group_egress_rule.instance_egress",
      ]),
    );
  });

  test("the account's encryption is read after what takes long, so that the same apply can turn it on", () => {
    expect(data["aws_ebs_encryption_by_default"]!["volumes"]!.depends_on).toEqual([
      "aws_iam_instance_profile.instance_profile",
      "aws_security_group.instances",
      "aws_ebs_snapshot.blank_copy",
    ]);
  });
});
