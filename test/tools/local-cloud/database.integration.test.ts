import { element } from "./aws-call";
import { accepted, clientsOfLocalCloud, type Parameters, refusal } from "./clients";

const { ec2, loadBalancing, rds, subnets } = clientsOfLocalCloud();

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
    const restore = (Engine: string, SnapshotIdentifier = "snapshot") =>
      rds("RestoreDBClusterFromSnapshot", { DBClusterIdentifier: "restored", SnapshotIdentifier, Engine });
    expect(refusal(await restore("aurora-postgresql"))).toMatch(
      /does not match the engine of the snapshot, aurora-mysql/,
    );
    const arn = "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:";
    expect(
      element(
        accepted(await rds("DescribeDBClusterSnapshots", { DBClusterSnapshotIdentifier: `${arn}snapshot` })),
        "DBClusterIdentifier",
      ),
    ).toBe("twice");
    expect(refusal(await restore("aurora-mysql", `${arn}gone`))).toMatch(/^DBClusterSnapshotNotFoundFault/);
    const restored = accepted(await restore("aurora-mysql", `${arn}snapshot`));
    expect(element(restored, "MasterUsername")).toBe("admin");
    expect(element(restored, "DatabaseInsightsMode")).toBe("standard");
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

test("a subnet group takes another zone, and keeps those that instances are in", async () => {
  const [one, two, vpc] = (await subnets("10.77")) as [string, string, string];
  const third = { VpcId: vpc, CidrBlock: "10.77.3.0/24", AvailabilityZone: "us-east-1c" };
  const three = element(accepted(await ec2("CreateSubnet", third)), "subnetId")!;
  const ids = (...subnetIds: string[]) =>
    Object.fromEntries(subnetIds.map((id, i) => [`SubnetIds.SubnetIdentifier.${i + 1}`, id]));
  const DBSubnetGroupName = "zones";
  const group = (action: string, ...subnetIds: string[]) =>
    rds(`${action}DBSubnetGroup`, {
      DBSubnetGroupName,
      DBSubnetGroupDescription: "x",
      ...ids(...subnetIds),
    });
  accepted(await group("Create", one, two));
  accepted(await group("Modify", one, two, three));
  const cluster = { DBClusterIdentifier: "zones", Engine: "aurora-mysql" };
  const login = { MasterUsername: "admin", MasterUserPassword: "password" };
  accepted(await rds("CreateDBCluster", { ...cluster, ...login, DBSubnetGroupName }));
  const instance = { DBInstanceIdentifier: "reader", DBInstanceClass: "db.r8g.large" };
  accepted(await rds("CreateDBInstance", { ...cluster, ...instance, AvailabilityZone: "us-east-1c" }));
  expect(refusal(await group("Modify", one, two))).toMatch(/^SubnetAlreadyInUse/);
  expect(refusal(await group("Modify", one))).toMatch(/^DBSubnetGroupDoesNotCoverEnoughAZs/);
  accepted(await rds("DeleteDBInstance", { DBInstanceIdentifier: "reader", SkipFinalSnapshot: "true" }));
  const left = accepted(await group("Modify", one, two));
  expect([one, two, three].map((id) => left.body.includes(id))).toEqual([true, true, false]);
});
