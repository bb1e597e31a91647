import { element } from "./aws-call";
import { accepted, clientsOfLocalCloud, type Parameters, refusal } from "./clients";

const { rds, subnets } = clientsOfLocalCloud();

const twoSubnets = (one: string, two: string) => ({
  "VpcSubnetIds.member.1": one,
  "VpcSubnetIds.member.2": two,
});

/** A proxy in two new subnets. */
async function proxy(DBProxyName: string, cidr: string, more: Parameters = {}) {
  const [one, two] = (await subnets(cidr)) as [string, string];
  const network = twoSubnets(one, two);
  const answer = await rds("CreateDBProxy", {
    DBProxyName,
    EngineFamily: "POSTGRESQL",
    RoleArn: "arn:aws:iam::123456789012:role/proxy",
    "Auth.member.1.SecretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:user-a1b2c3",
    ...network,
    ...more,
  });
  return { answer, network };
}

test("a proxy needs subnets that exist, in two zones, and security groups that exist", async () => {
  const [one] = (await subnets("10.80")) as [string];
  const { answer } = await proxy("narrow", "10.81", twoSubnets(one, one));
  expect(refusal(answer)).toMatch(/^InvalidSubnet: .*two Availability Zones/);
  const missing = await proxy("nowhere", "10.82", twoSubnets("subnet-none", one));
  expect(refusal(missing.answer)).toMatch(/^InvalidSubnet: .*subnet-none/);
  const open = await proxy("open", "10.83", { "VpcSecurityGroupIds.member.1": "sg-none" });
  expect(refusal(open.answer)).toMatch(/^InvalidParameterValue: Invalid security group/);
});

test("a proxy's settings change, its name too; what does not exist is refused", async () => {
  accepted((await proxy("changing", "10.84")).answer);
  const changed = accepted(
    await rds("ModifyDBProxy", {
      DBProxyName: "changing",
      NewDBProxyName: "changed",
      IdleClientTimeout: "60",
    }),
  );
  expect(element(changed, "IdleClientTimeout")).toBe("60");
  accepted(await rds("DescribeDBProxies", { DBProxyName: "changed" }));
  for (const action of [
    "ModifyDBProxy",
    "DeleteDBProxy",
    "DescribeDBProxyTargets",
    "DescribeDBProxyTargetGroups",
  ])
    expect(refusal(await rds(action, { DBProxyName: "changing" }))).toMatch(/^DBProxyNotFoundFault/);
});

test("the pool keeps what it is given, no idle connections and a query included", async () => {
  accepted((await proxy("pool", "10.85")).answer);
  const pool = (config: Parameters) =>
    rds("ModifyDBProxyTargetGroup", {
      DBProxyName: "pool",
      TargetGroupName: "default",
      ...Object.fromEntries(
        Object.entries(config).map(([key, value]) => [`ConnectionPoolConfig.${key}`, value]),
      ),
    });
  accepted(
    await pool({ MaxConnectionsPercent: "40", MaxIdleConnectionsPercent: "0", InitQuery: "SET x = 1" }),
  );
  const groups = accepted(await rds("DescribeDBProxyTargetGroups", { DBProxyName: "pool" }));
  expect(element(groups, "MaxConnectionsPercent")).toBe("40");
  expect(element(groups, "MaxIdleConnectionsPercent")).toBe("0");
  expect(element(groups, "InitQuery")).toBe("SET x = 1");
  expect(refusal(await pool({ MaxIdleConnectionsPercent: "10" }))).toMatch(/MaxConnectionsPercent/);
  const tooMany = { MaxConnectionsPercent: "10", MaxIdleConnectionsPercent: "20" };
  expect(refusal(await pool(tooMany))).toMatch(/must not exceed/);
});

test("a target is an existing cluster of the proxy's engine, once", async () => {
  accepted((await proxy("targets", "10.86")).answer);
  const cluster = (DBClusterIdentifier: string, Engine: string) =>
    rds("CreateDBCluster", {
      DBClusterIdentifier,
      Engine,
      MasterUsername: "owner",
      MasterUserPassword: "password",
    });
  accepted(await cluster("right", "aurora-postgresql"));
  accepted(await cluster("wrong", "aurora-mysql"));
  const register = (name: string) =>
    rds("RegisterDBProxyTargets", { DBProxyName: "targets", "DBClusterIdentifiers.member.1": name });
  expect(refusal(await register("none"))).toMatch(/^DBClusterNotFoundFault/);
  expect(refusal(await register("wrong"))).toMatch(/^InvalidDBInstanceState.*POSTGRESQL/);
  accepted(await register("right"));
  expect(refusal(await register("right"))).toMatch(/^DBProxyTargetAlreadyRegisteredFault/);
});

test("endpoints are created, tagged, changed and deleted, with their proxy too", async () => {
  const { network } = await proxy("endpoints", "10.87");
  const name = { DBProxyEndpointName: "readers" };
  const create = () =>
    rds("CreateDBProxyEndpoint", {
      ...name,
      DBProxyName: "endpoints",
      TargetRole: "READ_ONLY",
      "Tags.Tag.1.Key": "Owner",
      "Tags.Tag.1.Value": "records",
      ...network,
    });
  const created = accepted(await create());
  expect(element(created, "TargetRole")).toBe("READ_ONLY");
  expect(element(created, "Endpoint")).toMatch(
    /^readers\.endpoint\.proxy-\w+\.us-east-1\.rds\.amazonaws\.com$/,
  );
  expect(refusal(await create())).toMatch(/^DBProxyEndpointAlreadyExistsFault/);
  const ResourceName = element(created, "DBProxyEndpointArn") as string;
  const tags = async () => element(await rds("ListTagsForResource", { ResourceName }), "Value");
  expect(await tags()).toBe("records");
  accepted(await rds("RemoveTagsFromResource", { ResourceName, "TagKeys.member.1": "Owner" }));
  expect(await tags()).toBeUndefined();
  accepted(
    await rds("AddTagsToResource", { ResourceName, "Tags.Tag.1.Key": "Owner", "Tags.Tag.1.Value": "new" }),
  );
  expect(await tags()).toBe("new");
  accepted(await rds("ModifyDBProxyEndpoint", { ...name, NewDBProxyEndpointName: "renamed" }));
  expect(refusal(await rds("DescribeDBProxyEndpoints", name))).toMatch(/^DBProxyEndpointNotFoundFault/);
  accepted(await rds("DescribeDBProxyEndpoints", { DBProxyEndpointName: "renamed" }));
  accepted(await create());
  accepted(await rds("DeleteDBProxyEndpoint", name));
  expect(refusal(await rds("DeleteDBProxyEndpoint", name))).toMatch(/^DBProxyEndpointNotFoundFault/);
  accepted(await rds("DeleteDBProxy", { DBProxyName: "endpoints" }));
  const renamed = { DBProxyEndpointName: "renamed" };
  expect(refusal(await rds("DescribeDBProxyEndpoints", renamed))).toMatch(/^DBProxyEndpointNotFoundFault/);
});
