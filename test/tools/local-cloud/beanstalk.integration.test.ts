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
});
