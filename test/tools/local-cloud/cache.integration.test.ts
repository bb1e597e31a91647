import { element } from "./aws-call";
import { accepted, clientsOfLocalCloud, type Parameters, refusal } from "./clients";

const { cache, subnets } = clientsOfLocalCloud();

const token = (number: number) => `token-of-a-client-${number}`;

async function replicationGroup(ReplicationGroupId: string, parameters: Parameters = {}) {
  return cache("CreateReplicationGroup", {
    ReplicationGroupId,
    ReplicationGroupDescription: "Test",
    Engine: "valkey",
    CacheNodeType: "cache.t4g.micro",
    TransitEncryptionEnabled: "true",
    ...parameters,
  });
}

const modify = (ReplicationGroupId: string, parameters: Parameters) =>
  cache("ModifyReplicationGroup", { ReplicationGroupId, ApplyImmediately: "true", ...parameters });

async function user(UserId: string, UserName: string, parameters: Parameters) {
  return cache("CreateUser", {
    UserId,
    UserName,
    Engine: "redis",
    AccessString: "on ~* +@all",
    ...parameters,
  });
}
const password = { "AuthenticationMode.Type": "password", "AuthenticationMode.Passwords.member.1": token(1) };

describe("a replication group", () => {
  test.each<[string, Parameters, RegExp]>([
    [
      "a name with two hyphens",
      { ReplicationGroupId: "a--b" },
      /^InvalidParameterValue: .*not a valid identifier/,
    ],
    [
      "a single node with failover",
      { AutomaticFailoverEnabled: "true" },
      /requires at least 2 cache clusters/,
    ],
    [
      "Multi-AZ without failover",
      { MultiAZEnabled: "true", NumCacheClusters: "2" },
      /requires automatic failover/,
    ],
    ["seven nodes", { NumCacheClusters: "7" }, /^InvalidParameterValue: NumCacheClusters/],
    [
      "a token without TLS",
      { AuthToken: token(1), TransitEncryptionEnabled: "false" },
      /requires in-transit/,
    ],
    ["a short token", { AuthToken: "short" }, /^InvalidParameterValue: Invalid AuthToken/],
    ["a token with a slash", { AuthToken: `${token(1)}/` }, /^InvalidParameterValue: Invalid AuthToken/],
    ["a subnet group that is not there", { CacheSubnetGroupName: "none" }, /^CacheSubnetGroupNotFoundFault/],
    [
      "a parameter group that is not there",
      { CacheParameterGroupName: "none" },
      /^CacheParameterGroupNotFound/,
    ],
    [
      "a parameter group of another family",
      { CacheParameterGroupName: "default.redis7" },
      /^InvalidParameterCombination: Expected a parameter group of family valkey8/,
    ],
    ["a user group that is not there", { "UserGroupIds.member.1": "none" }, /^UserGroupNotFound/],
  ])("%s is refused", async (_, parameters, reason) => {
    expect(refusal(await replicationGroup("refused", parameters))).toMatch(reason);
    expect(refusal(await cache("DescribeReplicationGroups", { ReplicationGroupId: "refused" }))).toMatch(
      /^ReplicationGroupNotFoundFault/,
    );
  });

  test("gets and loses replicas, of which Multi-AZ keeps one", async () => {
    const ReplicationGroupId = "replicas";
    const failover = { AutomaticFailoverEnabled: "true", MultiAZEnabled: "true", NumCacheClusters: "2" };
    accepted(await replicationGroup(ReplicationGroupId, failover));
    const change = { ReplicationGroupId, ApplyImmediately: "true" };
    accepted(await cache("IncreaseReplicaCount", { ...change, NewReplicaCount: "3" }));
    const node = await cache("DescribeCacheClusters", { CacheClusterId: "replicas-004" });
    expect(element(accepted(node), "ReplicationGroupId")).toBe(ReplicationGroupId);
    expect(refusal(await cache("IncreaseReplicaCount", { ...change, NewReplicaCount: "6" }))).toMatch(
      /not allowed/,
    );
    expect(refusal(await cache("DecreaseReplicaCount", { ...change, NewReplicaCount: "0" }))).toMatch(
      /not allowed/,
    );
    accepted(await cache("DecreaseReplicaCount", { ...change, NewReplicaCount: "1" }));
    expect(refusal(await cache("DescribeCacheClusters", { CacheClusterId: "replicas-003" }))).toMatch(
      /^CacheClusterNotFound/,
    );
    expect(
      refusal(await cache("DecreaseReplicaCount", { ReplicationGroupId, NewReplicaCount: "1" })),
    ).toMatch(/ApplyImmediately=False is not currently supported/);
  });

  test("waits with node type and version for its window, unless told otherwise", async () => {
    accepted(await replicationGroup("later", { EngineVersion: "8.0" }));
    const version = async () =>
      element(
        accepted(await cache("DescribeCacheClusters", { CacheClusterId: "later-001" })),
        "EngineVersion",
      );
    accepted(await modify("later", { EngineVersion: "8.1", ApplyImmediately: "false" }));
    expect(await version()).toBe("8.0.0");
    accepted(await modify("later", { CacheNodeType: "cache.t4g.small" }));
    expect(await version()).toBe("8.1.0");
  });

  test("takes changes of logs only at once", async () => {
    accepted(await replicationGroup("logs"));
    const log = "LogDeliveryConfigurations.LogDeliveryConfigurationRequest.1";
    const parameters = {
      [`${log}.LogType`]: "slow-log",
      [`${log}.DestinationType`]: "cloudwatch-logs",
      [`${log}.DestinationDetails.CloudWatchLogsDetails.LogGroup`]: "slow",
      [`${log}.LogFormat`]: "json",
    };
    expect(refusal(await modify("logs", { ...parameters, ApplyImmediately: "false" }))).toMatch(
      /^InvalidParameterCombination: Log delivery/,
    );
    expect(element(accepted(await modify("logs", parameters)), "LogGroup")).toBe("slow");
    const off = { [`${log}.LogType`]: "slow-log", [`${log}.Enabled`]: "false" };
    expect(element(accepted(await modify("logs", off)), "LogGroup")).toBeUndefined();
  });

  test("rotates its token in two steps", async () => {
    accepted(await replicationGroup("rotated", { AuthToken: token(1) }));
    const set = (number: number, AuthTokenUpdateStrategy: string) =>
      modify("rotated", { AuthToken: token(number), AuthTokenUpdateStrategy });
    expect(refusal(await set(2, "SET"))).toMatch(/^InvalidParameterCombination: .*allowed only after ROTATE/);
    accepted(await set(2, "ROTATE"));
    expect(refusal(await set(1, "SET"))).toMatch(/allowed only after ROTATE, with the new token/);
    accepted(await set(2, "SET"));
    expect(refusal(await set(2, "SET"))).toMatch(/allowed only after ROTATE/);
  });

  test("goes from a token to users in one request, and back", async () => {
    accepted(await user("nobody", "default", { NoPasswordRequired: "true" }));
    accepted(
      await cache("CreateUserGroup", {
        UserGroupId: "people",
        Engine: "redis",
        "UserIds.member.1": "nobody",
      }),
    );
    accepted(await replicationGroup("switched", { AuthToken: token(1) }));
    const users = { "UserGroupIdsToAdd.member.1": "people" };
    expect(refusal(await modify("switched", users))).toMatch(/cannot be enabled at the same time/);
    expect(refusal(await modify("switched", { AuthTokenUpdateStrategy: "DELETE" }))).toMatch(
      /only when transitioning/,
    );
    const switched = accepted(await modify("switched", { ...users, AuthTokenUpdateStrategy: "DELETE" }));
    expect(element(switched, "AuthTokenEnabled")).toBe("false");
    expect(refusal(await cache("DeleteUserGroup", { UserGroupId: "people" }))).toMatch(
      /^InvalidUserGroupState/,
    );
    const back = { RemoveUserGroups: "true", AuthToken: token(2), AuthTokenUpdateStrategy: "SET" };
    expect(element(accepted(await modify("switched", back)), "AuthTokenEnabled")).toBe("true");
    accepted(await cache("DeleteUserGroup", { UserGroupId: "people" }));
    expect(refusal(await cache("DescribeUserGroups", { UserGroupId: "people" }))).toMatch(
      /^UserGroupNotFound/,
    );
  });

  test("leaves a final snapshot on demand", async () => {
    accepted(await replicationGroup("short"));
    const removal = { ReplicationGroupId: "short", FinalSnapshotIdentifier: "short-final" };
    accepted(await cache("DeleteReplicationGroup", removal));
    const snapshot = accepted(await cache("DescribeSnapshots", { SnapshotName: "short-final" }));
    expect(element(snapshot, "ReplicationGroupId")).toBe("short");
    expect(refusal(await cache("DeleteReplicationGroup", removal))).toMatch(/^ReplicationGroupNotFoundFault/);
  });
});

describe("a parameter group", () => {
  const group = { CacheParameterGroupName: "settings" };
  const family = { ...group, CacheParameterGroupFamily: "valkey8", Description: "Test" };
  const policy = (value: string) => ({
    ...group,
    "ParameterNameValues.ParameterNameValue.1.ParameterName": "maxmemory-policy",
    "ParameterNameValues.ParameterNameValue.1.ParameterValue": value,
  });
  const described = async () =>
    accepted(await cache("DescribeCacheParameters", { ...group, Source: "user" }));

  test("is made once, keeps what is set, and stays while it is used", async () => {
    expect(
      refusal(await cache("CreateCacheParameterGroup", { ...family, CacheParameterGroupFamily: "valkey1" })),
    ).toMatch(/^InvalidParameterValue: .*not a valid parameter group family/);
    accepted(await cache("CreateCacheParameterGroup", family));
    expect(refusal(await cache("CreateCacheParameterGroup", family))).toMatch(
      /^CacheParameterGroupAlreadyExists/,
    );
    expect(refusal(await cache("ModifyCacheParameterGroup", policy("lru")))).toMatch(
      /^InvalidParameterValue/,
    );
    accepted(await cache("ModifyCacheParameterGroup", policy("noeviction")));
    expect(element(await described(), "ParameterValue")).toBe("noeviction");
    accepted(await replicationGroup("user-of-settings", group));
    expect(refusal(await cache("DeleteCacheParameterGroup", group))).toMatch(
      /^InvalidCacheParameterGroupState/,
    );
    accepted(await cache("ResetCacheParameterGroup", policy("noeviction")));
    expect(element(await described(), "ParameterValue")).toBeUndefined();
    accepted(await cache("DeleteReplicationGroup", { ReplicationGroupId: "user-of-settings" }));
    accepted(await cache("DeleteCacheParameterGroup", group));
    expect(refusal(await cache("DescribeCacheParameterGroups", group))).toMatch(
      /^CacheParameterGroupNotFound/,
    );
  });

  test("of AWS's own cannot be changed", async () => {
    const own = { ...policy("noeviction"), CacheParameterGroupName: "default.valkey8" };
    expect(refusal(await cache("ModifyCacheParameterGroup", own))).toMatch(/is a default group/);
  });
});

describe("users", () => {
  test("have one or two long passwords, which can change", async () => {
    expect(refusal(await user("short", "short", { "Passwords.member.1": "short" }))).toMatch(
      /16-128 characters/,
    );
    const three = Object.fromEntries([1, 2, 3].map((n) => [`Passwords.member.${n}`, token(n)]));
    expect(refusal(await user("three", "three", three))).toMatch(/at most two passwords/);
    accepted(await user("changed", "changed", password));
    const change = {
      UserId: "changed",
      AccessString: "on ~app:* +@read",
      "AuthenticationMode.Type": "password",
      "AuthenticationMode.Passwords.member.1": token(1),
      "AuthenticationMode.Passwords.member.2": token(2),
    };
    accepted(await cache("ModifyUser", change));
    const changed = accepted(await cache("DescribeUsers", { UserId: "changed" }));
    expect([element(changed, "AccessString"), element(changed, "PasswordCount")]).toEqual([
      "on ~app:* +@read",
      "2",
    ]);
    expect(refusal(await cache("ModifyUser", { UserId: "none" }))).toMatch(/^UserNotFound/);
  });

  test("form groups: Redis OSS needs the user default, Valkey wants everybody to log in", async () => {
    accepted(await user("off", "default", { NoPasswordRequired: "true" }));
    accepted(await user("one", "same", password));
    accepted(await user("two", "same", password));
    const group = (Engine: string, ...members: string[]) =>
      cache("CreateUserGroup", {
        UserGroupId: "team",
        Engine,
        ...Object.fromEntries(members.map((member, i) => [`UserIds.member.${i + 1}`, member])),
      });
    expect(refusal(await group("redis", "one"))).toMatch(/^DefaultUserRequired/);
    expect(refusal(await group("valkey", "one", "off"))).toMatch(/^InvalidParameterCombination/);
    expect(refusal(await group("redis", "off", "one", "two"))).toMatch(/^DuplicateUserName/);
    expect(refusal(await group("redis", "off", "none"))).toMatch(/^UserNotFound/);
    accepted(await group("redis", "off", "one"));
    expect(refusal(await group("redis", "off"))).toMatch(/^UserGroupAlreadyExists/);
    expect(refusal(await cache("DeleteUser", { UserId: "off" }))).toMatch(
      /^DefaultUserAssociatedToUserGroup/,
    );
    const swap = { UserGroupId: "team", "UserIdsToRemove.member.1": "one", "UserIdsToAdd.member.1": "two" };
    const swapped = accepted(await cache("ModifyUserGroup", swap));
    expect(swapped.body).toContain("<member>two<");
    expect(swapped.body).not.toContain("<member>one<");
    accepted(await cache("DeleteUser", { UserId: "two" }));
    expect(accepted(await cache("DescribeUserGroups", { UserGroupId: "team" })).body).not.toContain(
      "<member>two<",
    );
  });
});

test("a subnet group keeps the zones that nodes are in", async () => {
  const [one, two] = (await subnets("10.78")) as [string, string];
  const group = (action: string, ...subnetIds: string[]) =>
    cache(`${action}CacheSubnetGroup`, {
      CacheSubnetGroupName: "zones",
      CacheSubnetGroupDescription: "x",
      ...Object.fromEntries(subnetIds.map((id, i) => [`SubnetIds.SubnetIdentifier.${i + 1}`, id])),
    });
  accepted(await group("Create", one, two));
  accepted(
    await cache("CreateReplicationGroup", {
      ReplicationGroupId: "zones",
      ReplicationGroupDescription: "x",
      Engine: "valkey",
      CacheNodeType: "cache.t4g.small",
      CacheSubnetGroupName: "zones",
      NumCacheClusters: "2",
      AutomaticFailoverEnabled: "true",
      TransitEncryptionEnabled: "true",
    }),
  );
  expect(refusal(await group("Modify", one))).toMatch(/^SubnetInUse/);
});
