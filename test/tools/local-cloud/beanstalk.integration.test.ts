import { element } from "./aws-call";
import { accepted, clientsOfLocalCloud, type Parameters, refusal } from "./clients";

const { beanstalk, loadBalancing, s3, subnets } = clientsOfLocalCloud();

const PHP = "64bit Amazon Linux 2023 v4.13.7 running PHP 8.4";
const option = (number: number, Namespace: string, OptionName: string, Value: string): Parameters =>
  Object.fromEntries(
    Object.entries({ Namespace, OptionName, Value }).map(([key, value]) => [
      `OptionSettings.member.${number}.${key}`,
      value,
    ]),
  );

describe("Elastic Beanstalk", () => {
  const app = { ApplicationName: "app" };
  beforeAll(async () => {
    accepted(await beanstalk("CreateApplication", app));
    accepted(await s3("PUT", "bundles"));
    accepted(await s3("PUT", "bundles/app.zip", "PK"));
  });

  const environment = (parameters: Parameters) =>
    beanstalk("CreateEnvironment", {
      ...app,
      EnvironmentName: "app-production",
      SolutionStackName: PHP,
      ...parameters,
    });

  test("a version whose bundle is not in S3 is refused", async () => {
    const version = {
      ...app,
      VersionLabel: "v0",
      "SourceBundle.S3Bucket": "bundles",
      "SourceBundle.S3Key": "gone.zip",
    };
    expect(refusal(await beanstalk("CreateApplicationVersion", version))).toMatch(
      /^InvalidParameterValue: Unable to download from S3 location \(Bucket: bundles {2}Key: gone\.zip\)/,
    );
  });

  test.each([
    [
      { SolutionStackName: "64bit Amazon Linux 2023 v4.0.0 running PHP 8.1" },
      /^InvalidParameterValue: No Solution Stack/,
    ],
    [{ ApplicationName: "other" }, /^InvalidParameterValue: No Application named 'other' found/],
    [{ VersionLabel: "v9" }, /^InvalidParameterValue: No Application Version named 'v9' found/],
    [{ TemplateName: "none" }, /^InvalidParameterValue: No Configuration Template named 'app\/none' found/],
    [{ EnvironmentName: "-production" }, /^InvalidParameterValue: .*may not start or end with a dash/],
    [{ EnvironmentName: "abc" }, /^ValidationError: .*'environmentName' failed to satisfy constraint/],
    [
      option(1, "aws:elasticbeanstalk:typo", "A", "1"),
      /^ConfigurationValidationException: .*Unknown configuration/,
    ],
    [
      option(1, "aws:ec2:vpc", "VPCId", "vpc-none"),
      /^ConfigurationValidationException: .*VPCId doesn't exist/,
    ],
    [
      option(1, "aws:autoscaling:launchconfiguration", "IamInstanceProfile", "none"),
      /^ConfigurationValidationException: .*IamInstanceProfile doesn't exist/,
    ],
  ])("an environment with %j is refused", async (parameters, message) => {
    expect(refusal(await environment(parameters))).toMatch(message);
  });

  test("an environment gets events, a load balancer and a name of its own; names can be swapped; what is in use stays", async () => {
    const [one, two, vpc] = await subnets("10.50");
    const version = { ...app, VersionLabel: "v1" };
    accepted(
      await beanstalk("CreateApplicationVersion", {
        ...version,
        "SourceBundle.S3Bucket": "bundles",
        "SourceBundle.S3Key": "app.zip",
      }),
    );
    const common = {
      VersionLabel: "v1",
      ...option(1, "aws:ec2:vpc", "VPCId", vpc as string),
      ...option(2, "aws:ec2:vpc", "Subnets", `${one},${two}`),
    };
    const blue = accepted(await environment({ ...common, EnvironmentName: "blue", CNAMEPrefix: "my-app" }));
    const green = accepted(await environment({ ...common, EnvironmentName: "green" }));
    expect(element(blue, "CNAME")).toBe("my-app.us-east-1.elasticbeanstalk.com");
    expect(refusal(await environment({ ...common, EnvironmentName: "blue" }))).toMatch(
      /Environment blue already exists/,
    );
    expect(refusal(await environment({ ...common, EnvironmentName: "red1", CNAMEPrefix: "my-app" }))).toMatch(
      /DNS name \(my-app.* is not available/,
    );

    const resources = accepted(await beanstalk("DescribeEnvironmentResources", { EnvironmentName: "blue" }));
    const balancer = /<LoadBalancers><member><Name>([^<]*)/.exec(resources.body)?.[1] as string;
    const known = accepted(
      await loadBalancing("DescribeLoadBalancers", { "LoadBalancerArns.member.1": balancer }),
    );
    expect(element(known, "DNSName")).toBe(element(blue, "EndpointURL"));

    accepted(
      await beanstalk("SwapEnvironmentCNAMEs", {
        SourceEnvironmentName: "blue",
        DestinationEnvironmentName: "green",
      }),
    );
    const swapped = accepted(
      await beanstalk("DescribeEnvironments", { "EnvironmentNames.member.1": "green" }),
    );
    expect(element(swapped, "CNAME")).toBe("my-app.us-east-1.elasticbeanstalk.com");

    expect(refusal(await beanstalk("DeleteApplicationVersion", version))).toMatch(/in use by .* blue, green/);
    expect(refusal(await beanstalk("DeleteApplication", app))).toMatch(/has running environments/);

    for (const EnvironmentId of [blue, green].map((answer) => element(answer, "EnvironmentId") as string)) {
      accepted(await beanstalk("TerminateEnvironment", { EnvironmentId }));
    }
    const events = accepted(await beanstalk("DescribeEvents", { EnvironmentName: "blue", Severity: "INFO" }));
    expect(events.body).toMatch(
      /terminateEnvironment completed.*swapping CNAMEs.*Successfully launched.*is starting/s,
    );
    expect(
      (await beanstalk("DescribeEvents", { EnvironmentName: "blue", Severity: "ERROR" })).body,
    ).not.toContain("<member>");
    expect(
      refusal(await loadBalancing("DescribeLoadBalancers", { "LoadBalancerArns.member.1": balancer })),
    ).toMatch(/^LoadBalancerNotFound/);
  });

  describe("behind a shared load balancer", () => {
    const environmentSpace = "aws:elasticbeanstalk:environment";
    const rule = "aws:elbv2:listenerrule:own";
    const named = { EnvironmentName: "shared" };
    let balancer: string;
    let vpc: string;
    const listeners = new Map<number, string>();

    /** Options as parameters of a call. */
    const options = (...all: readonly [string, string, string][]): Parameters =>
      Object.assign({}, ...all.map((each, index) => option(index + 1, ...each))) as Parameters;
    const update = (...all: readonly [string, string, string][]) =>
      beanstalk("UpdateEnvironment", { ...named, ...options(...all) });
    /** The value of an option as it is reported. */
    async function reported(namespace: string, name: string): Promise<string | undefined> {
      const { body } = accepted(await beanstalk("DescribeConfigurationSettings", { ...app, ...named }));
      const settings = body.split("<member>").filter((each) => each.includes(`>${name}<`));
      return /<Value>([^<]*)/.exec(settings.find((each) => each.includes(`>${namespace}<`)) ?? "")?.[1];
    }
    const rulesOf = async (port: number) =>
      accepted(await loadBalancing("DescribeRules", { ListenerArn: listeners.get(port)! })).body;

    beforeAll(async () => {
      const [one, two, network] = await subnets("10.51");
      vpc = network as string;
      const parameters = { Name: "shared", "Subnets.member.1": one!, "Subnets.member.2": two! };
      const created = accepted(await loadBalancing("CreateLoadBalancer", parameters));
      balancer = element(created, "LoadBalancerArn") as string;
      for (const port of [80, 8080]) {
        const listener = accepted(
          await loadBalancing("CreateListener", {
            LoadBalancerArn: balancer,
            Protocol: "HTTP",
            Port: String(port),
            "DefaultActions.member.1.Type": "fixed-response",
            "DefaultActions.member.1.FixedResponseConfig.StatusCode": "404",
          }),
        );
        listeners.set(port, element(listener, "ListenerArn") as string);
      }
      accepted(
        await environment({
          ...named,
          CNAMEPrefix: "shared",
          ...options(
            ["aws:ec2:vpc", "VPCId", vpc],
            ["aws:ec2:vpc", "Subnets", [one, two].sort().join()],
            [environmentSpace, "LoadBalancerType", "application"],
            [environmentSpace, "LoadBalancerIsShared", "true"],
            ["aws:elbv2:loadbalancer", "SharedLoadBalancer", balancer],
            ["aws:elbv2:listener:8080", "Rules", "own"],
            [rule, "HostHeaders", "app.example.org"],
            ["aws:autoscaling:trigger", "Period", "1"],
            ["aws:autoscaling:trigger", "BreachDuration", "5"],
            ["aws:autoscaling:launchconfiguration", "MonitoringInterval", "5 Minutes"],
          ),
        }),
      );
    });

    test("every rule has the CNAME among its hosts, and the default rule is on port 80 unless another listener names it", async () => {
      expect(await rulesOf(8080)).toMatch(/app\.example\.org.*shared\.us-east-1\.elasticbeanstalk\.com/s);
      expect(await rulesOf(80)).toMatch(/shared\.us-east-1\.elasticbeanstalk\.com/);
      const tags = await loadBalancing("DescribeTags", { "ResourceArns.member.1": balancer });
      expect(accepted(tags).body).toMatch(/shared-elb-environment-count<\/Key>\s*<Value>1</);
    });

    test("options are reported in other words than they were given in", async () => {
      expect(await reported(rule, "HostHeaders")).toBe(
        "app.example.org,shared.us-east-1.elasticbeanstalk.com",
      );
      expect(await reported("aws:autoscaling:trigger", "BreachDuration")).toBe("1");
      expect(await reported("aws:autoscaling:launchconfiguration", "MonitoringInterval")).toBe("5 minute");
      const reportedSubnets = (await reported("aws:ec2:vpc", "Subnets"))!.split(",");
      expect(reportedSubnets).toEqual([...reportedSubnets].sort().reverse());
    });

    test("what is read at creation only is refused or ignored", async () => {
      for (const [changed, message] of [
        [[environmentSpace, "LoadBalancerType", "network"], "LoadBalancer type"],
        [[environmentSpace, "LoadBalancerIsShared", "false"], "LoadBalancerIsShared"],
        [["aws:ec2:vpc", "VPCId", ""], "VPCId"],
      ] as const)
        expect(refusal(await update([...changed]))).toContain(`${message} option cannot be changed`);
      accepted(await update([rule, "HostHeaders", "other.example.org"]));
      expect(await reported(rule, "HostHeaders")).toContain("app.example.org");
      expect(await rulesOf(8080)).not.toContain("other.example.org");
    });

    test("a target group that a rule of somebody else's uses keeps its environment", async () => {
      const group = /arn:aws:elasticloadbalancing[^<]*targetgroup[^<]*/.exec(await rulesOf(80))![0];
      const own = accepted(
        await loadBalancing("CreateRule", {
          ListenerArn: listeners.get(80)!,
          Priority: "100",
          "Conditions.member.1.Field": "path-pattern",
          "Conditions.member.1.PathPatternConfig.Values.member.1": "/*",
          "Actions.member.1.Type": "forward",
          "Actions.member.1.TargetGroupArn": group,
        }),
      );
      accepted(await beanstalk("TerminateEnvironment", named));
      const events = await beanstalk("DescribeEvents", { ...named, Severity: "ERROR" });
      expect(accepted(events).body).toMatch(
        /currently in use by a listener or a rule.*AWSEBV2LoadBalancerTargetGroup/s,
      );
      accepted(await loadBalancing("DeleteRule", { RuleArn: element(own, "RuleArn") as string }));
      accepted(await beanstalk("TerminateEnvironment", named));
      const after = await beanstalk("DescribeEnvironments", { "EnvironmentNames.member.1": "shared" });
      expect(element(accepted(after), "Status")).toBe("Terminated");
      expect(await rulesOf(80)).not.toContain(group);
    });
  });
});
