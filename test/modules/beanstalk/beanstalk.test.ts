import { Beanstalk } from "../../../modules/beanstalk";
import { synthesize } from "../synthesis";
import { checkedAtSynth } from "../inputs";
import * as cases from "./cases";
import { good } from "./cases";

const synthesized = synthesize(Beanstalk);
const { resource } = synthesized;
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
  readonly resource?: string;
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

  test("what means nothing is not sent: no key, no topic, no window without updates", () => {
    const conditions = Object.fromEntries(
      shared.filter((row) => row.sent !== true).map((row) => [row.name, row.sent]),
    );
    expect(conditions).toEqual({
      BatchSize: '${var.deployment_policy != "Immutable"}',
      BatchSizeType: '${var.deployment_policy != "Immutable"}',
      BlockDeviceMappings: "${var.log_volume_size_gb > 0}",
      EC2KeyName: "${var.ec2_key != null}",
      InstanceRefreshEnabled: "${var.managed_updates.enabled}",
      "Notification Topic ARN": "${var.notifications != null}",
      PreferredStartTime: "${var.managed_updates.enabled}",
      ServiceRoleForManagedUpdates: "${var.managed_updates.enabled}",
      UpdateLevel: "${var.managed_updates.enabled}",
    });
  });

  test("an environment's own options come from its entry, its load balancer and the defaults", () => {
    const types = "coalesce(each.value.instance_types, var.instance_types)";
    // With a resource that is null, the provider stops an apply in which another setting's value becomes known.
    expect(own.map(({ resource }) => resource)).toEqual(own.map(() => ""));
    expect(own.map(({ namespace, name, value }) => ({ namespace, name, value }))).toEqual([
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
        namespace: "aws:ec2:vpc",
        name: "VPCId",
        value: "${local.at_creation[each.key].vpc_id}",
      },
      {
        namespace: "aws:elbv2:listener:${local.at_creation[each.key].listener_port}",
        name: "Rules",
        value: "default",
      },
      {
        namespace: "aws:elbv2:loadbalancer",
        name: "SecurityGroups",
        value: "${local.at_creation[each.key].security_group_id}",
      },
      {
        namespace: "aws:elbv2:loadbalancer",
        name: "SharedLoadBalancer",
        value: "${local.at_creation[each.key].load_balancer_arn}",
      },
    ]);
  });

  test("a breach lasts a whole number of periods, or Elastic Beanstalk changes one of the three values", () => {
    expect(option("aws:autoscaling:trigger", "EvaluationPeriods")?.value).toBe(
      "${var.autoscaling.breach_minutes / var.autoscaling.period_minutes}",
    );
  });

  test("Elastic Beanstalk is given no rules of ours, which it would rewrite and keep for good", () => {
    const text = JSON.stringify([shared, own]);
    for (const word of ["listenerrule", "HostHeaders", "PathPatterns"]) expect(text).not.toContain(word);
  });

  test("no option is there twice, and all are in order", () => {
    const key = ({ namespace, name }: Row) => `${namespace} ${name}`;
    const all = [...shared, ...own].map(key);
    expect(new Set(all).size).toBe(all.length);
    expect(shared.map(key)).toEqual(shared.map(key).sort());
  });
});

describe("listener rules", () => {
  const forward = block("aws_lb_listener_rule", "forward");

  test("forward the hosts and the CNAME to the target group, and go before an environment that is replaced", () => {
    expect(forward).toMatchObject({
      listener_arn: "${var.load_balancers[each.key].listener_arn}",
      priority: "${var.load_balancers[each.key].rule_priority}",
      condition: [
        { path_pattern: { values: ["/*"] } },
        { host_header: { values: "${concat(var.host_headers, [local.environments[each.key].cname])}" } },
      ],
      action: [{ type: "forward", target_group_arn: "${terraform_data.target_group[each.key].output}" }],
      lifecycle: { replace_triggered_by: ["terraform_data.target_group[each.key]"] },
    });
  });

  test("lead to the target group of the environment and Auto Scaling group that there are", () => {
    expect(block("terraform_data", "target_group")["triggers_replace"]).toEqual([
      "${local.environments[each.key].id}",
      "${local.auto_scaling_group_names[each.key]}",
    ]);
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
    expect(locals["auto_scaling_group_names"]).toContain(
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
