import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  type LocalCloud,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { type Answer, call, element } from "./aws-call";

// What AWS refuses must be refused here, too: a stand-in that accepts everything hides mistakes until production.

jest.setTimeout(5 * 60_000); // the first start of all installs moto

const directory = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud({ directory, env: withoutAwsVariables() });
});
afterAll(async () => {
  await stopLocalCloud({ directory });
  rmSync(directory, { recursive: true, force: true });
});

type Parameters = Record<string, string>;
const client = (service: string, version: string) => (Action: string, parameters: Parameters) =>
  call(cloud.url, service, version, { Action, ...parameters });
const beanstalk = client("elasticbeanstalk", "2010-12-01");
const rds = client("rds", "2014-10-31");
const ec2 = client("ec2", "2016-11-15");
const loadBalancing = client("elasticloadbalancing", "2015-12-01");

async function s3(method: string, key: string, body?: string): Promise<Answer> {
  const Authorization =
    "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
  const response = await fetch(`${cloud.url}/${key}`, { method, body, headers: { Authorization } });
  return { status: response.status, body: await response.text() };
}

/** The code and message of a refusal. */
function refusal(answer: Answer): string {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  return `${element(answer, "Code")}: ${element(answer, "Message")}`;
}

function accepted(answer: Answer): Answer {
  expect(answer).toEqual({ status: 200, body: answer.body });
  return answer;
}

const PHP = "64bit Amazon Linux 2023 v4.13.7 running PHP 8.4";
const option = (number: number, Namespace: string, OptionName: string, Value: string): Parameters =>
  Object.fromEntries(
    Object.entries({ Namespace, OptionName, Value }).map(([key, value]) => [
      `OptionSettings.member.${number}.${key}`,
      value,
    ]),
  );

async function subnets(cidr: string): Promise<string[]> {
  const vpc = element(accepted(await ec2("CreateVpc", { CidrBlock: `${cidr}.0.0/16` })), "vpcId") as string;
  const make = async (zone: string, number: number) =>
    element(
      accepted(
        await ec2("CreateSubnet", {
          VpcId: vpc,
          CidrBlock: `${cidr}.${number}.0/24`,
          AvailabilityZone: zone,
        }),
      ),
      "subnetId",
    ) as string;
  return [await make("us-east-1a", 1), await make("us-east-1b", 2), vpc];
}

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

describe("deletion protection", () => {
  test("keeps a load balancer", async () => {
    const [one, two] = await subnets("10.60");
    const created = accepted(
      await loadBalancing("CreateLoadBalancer", {
        Name: "kept",
        "Subnets.member.1": one as string,
        "Subnets.member.2": two as string,
      }),
    );
    const LoadBalancerArn = element(created, "LoadBalancerArn") as string;
    const protect = (value: string) =>
      loadBalancing("ModifyLoadBalancerAttributes", {
        LoadBalancerArn,
        "Attributes.member.1.Key": "deletion_protection.enabled",
        "Attributes.member.1.Value": value,
      });
    accepted(await protect("true"));
    expect(refusal(await loadBalancing("DeleteLoadBalancer", { LoadBalancerArn }))).toMatch(
      /^OperationNotPermitted: .*deletion/,
    );
    accepted(await protect("false"));
    accepted(await loadBalancing("DeleteLoadBalancer", { LoadBalancerArn }));
  });

  test("keeps a database cluster", async () => {
    const DBClusterIdentifier = "kept";
    const cluster = {
      DBClusterIdentifier,
      Engine: "aurora-mysql",
      MasterUsername: "admin",
      MasterUserPassword: "password",
    };
    accepted(await rds("CreateDBCluster", { ...cluster, DeletionProtection: "true" }));
    const remove = () => rds("DeleteDBCluster", { DBClusterIdentifier, SkipFinalSnapshot: "true" });
    expect(refusal(await remove())).toMatch(/^InvalidParameterCombination: Cannot delete protected Cluster/);
    accepted(await rds("ModifyDBCluster", { DBClusterIdentifier, DeletionProtection: "false" }));
    expect(refusal(await rds("DeleteDBCluster", { DBClusterIdentifier }))).toMatch(
      /FinalDBSnapshotIdentifier is required/,
    );
    accepted(await remove());
  });
});

describe("RDS", () => {
  const cluster = (parameters: Parameters) =>
    rds("CreateDBCluster", {
      DBClusterIdentifier: "one",
      Engine: "aurora-mysql",
      MasterUsername: "admin",
      MasterUserPassword: "password",
      ...parameters,
    });

  test.each([
    [{ EngineVersion: "5.7.mysql_aurora.2.11.5" }, /^InvalidParameterCombination: Cannot find version 5\.7/],
    [{ Engine: "aurora-oracle" }, /^InvalidParameterValue: Invalid DB engine: aurora-oracle/],
    [{ DBSubnetGroupName: "none" }, /^DBSubnetGroupNotFoundFault: DB subnet group 'none' does not exist/],
    [{ DBClusterParameterGroupName: "none" }, /^DBClusterParameterGroupNotFound/],
    [
      { "VpcSecurityGroupIds.VpcSecurityGroupId.1": "sg-none" },
      /^InvalidParameterValue: Invalid security group/,
    ],
    [
      { "EnableCloudwatchLogsExports.member.1": "postgresql" },
      /^InvalidParameterCombination: .*log types 'postgresql'/,
    ],
    [
      { ManageMasterUserPassword: "true" },
      /^InvalidParameterCombination: You can't specify MasterUserPassword/,
    ],
  ])("a cluster with %j is refused", async (parameters, message) => {
    expect(refusal(await cluster(parameters))).toMatch(message);
  });

  test("a second cluster of the same name, a parameter group of another family and a snapshot of another engine are refused", async () => {
    accepted(await cluster({ DBClusterIdentifier: "twice" }));
    expect(refusal(await cluster({ DBClusterIdentifier: "twice" }))).toMatch(/^DBClusterAlreadyExistsFault/);
    accepted(
      await rds("CreateDBClusterParameterGroup", {
        DBClusterParameterGroupName: "postgres",
        DBParameterGroupFamily: "aurora-postgresql17",
        Description: "x",
      }),
    );
    expect(refusal(await cluster({ DBClusterParameterGroupName: "postgres" }))).toMatch(
      /^InvalidParameterCombination: .*aurora-mysql8\.0/,
    );
    accepted(
      await rds("CreateDBClusterSnapshot", {
        DBClusterIdentifier: "twice",
        DBClusterSnapshotIdentifier: "snapshot",
      }),
    );
    const restore = (Engine: string) =>
      rds("RestoreDBClusterFromSnapshot", {
        DBClusterIdentifier: "restored",
        SnapshotIdentifier: "snapshot",
        Engine,
      });
    expect(refusal(await restore("aurora-postgresql"))).toMatch(
      /does not match the engine of the snapshot, aurora-mysql/,
    );
    expect(element(accepted(await restore("aurora-mysql")), "MasterUsername")).toBe("admin");
  });

  test("a subnet group in one zone is refused", async () => {
    const [one] = await subnets("10.70");
    const group = {
      DBSubnetGroupName: "one-zone",
      DBSubnetGroupDescription: "x",
      "SubnetIds.SubnetIdentifier.1": one as string,
    };
    expect(refusal(await rds("CreateDBSubnetGroup", group))).toMatch(/^DBSubnetGroupDoesNotCoverEnoughAZs/);
  });

  test("a serverless instance needs a cluster that says how far it scales", async () => {
    accepted(await cluster({ DBClusterIdentifier: "provisioned" }));
    const instance = {
      DBClusterIdentifier: "provisioned",
      DBInstanceIdentifier: "instance",
      DBInstanceClass: "db.serverless",
      Engine: "aurora-mysql",
    };
    expect(refusal(await rds("CreateDBInstance", instance))).toMatch(
      /Set the Serverless v2 scaling configuration/,
    );
  });
});
