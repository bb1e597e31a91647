import { actions, type RightsByType } from "./type-rights";

const rds = (names: string) => actions("rds", names);
const elasticache = (names: string) => actions("elasticache", names);
const tagsOfRds = rds("AddTagsToResource RemoveTagsFromResource");
const tagsOfElastiCache = elasticache("AddTagsToResource RemoveTagsFromResource");
const rdsTagList = rds("ListTagsForResource");
const elastiCacheTagList = elasticache("ListTagsForResource");

/** RDS uses the keys of what it makes on behalf of who calls it. */
const grants = actions("kms", "CreateGrant DescribeKey");

/** Amazon RDS, RDS Proxy and ElastiCache. */
export const databaseTypes: RightsByType = {
  aws_rds_cluster: {
    read: [...rds("DescribeDBClusters DescribeGlobalClusters"), ...rdsTagList],
    write: [
      ...rds("CreateDBCluster RestoreDBClusterFromSnapshot ModifyDBCluster DeleteDBCluster"),
      ...rds("CreateDBClusterSnapshot EnableHttpEndpoint DisableHttpEndpoint"),
      ...tagsOfRds,
      ...grants,
      // The secret with the master password, which RDS makes for its caller.
      ...actions("secretsmanager", "CreateSecret TagResource DescribeSecret RotateSecret"),
      "kms:GenerateDataKey",
      "kms:Decrypt",
    ],
  },
  aws_rds_cluster_instance: {
    read: [...rds("DescribeDBInstances"), ...rdsTagList],
    write: [
      ...rds("CreateDBInstance ModifyDBInstance RebootDBInstance DeleteDBInstance"),
      ...tagsOfRds,
      ...grants,
    ],
  },
  aws_rds_cluster_parameter_group: {
    read: [...rds("DescribeDBClusterParameterGroups DescribeDBClusterParameters"), ...rdsTagList],
    write: [
      ...rds("CreateDBClusterParameterGroup ModifyDBClusterParameterGroup ResetDBClusterParameterGroup"),
      ...rds("DeleteDBClusterParameterGroup"),
      ...tagsOfRds,
    ],
  },
  aws_db_parameter_group: {
    read: [...rds("DescribeDBParameterGroups DescribeDBParameters"), ...rdsTagList],
    write: [
      ...rds("CreateDBParameterGroup ModifyDBParameterGroup ResetDBParameterGroup DeleteDBParameterGroup"),
      ...tagsOfRds,
    ],
  },
  aws_db_subnet_group: {
    read: [...rds("DescribeDBSubnetGroups"), ...rdsTagList],
    write: [...rds("CreateDBSubnetGroup ModifyDBSubnetGroup DeleteDBSubnetGroup"), ...tagsOfRds],
  },
  aws_db_proxy: {
    read: [...rds("DescribeDBProxies"), ...rdsTagList],
    write: [...rds("CreateDBProxy ModifyDBProxy DeleteDBProxy"), ...tagsOfRds],
  },
  aws_db_proxy_default_target_group: {
    read: rds("DescribeDBProxyTargetGroups"),
    write: rds("ModifyDBProxyTargetGroup"),
  },
  aws_db_proxy_endpoint: {
    read: [...rds("DescribeDBProxyEndpoints"), ...rdsTagList],
    write: [...rds("CreateDBProxyEndpoint ModifyDBProxyEndpoint DeleteDBProxyEndpoint"), ...tagsOfRds],
  },
  aws_db_proxy_target: {
    read: rds("DescribeDBProxyTargets"),
    write: rds("RegisterDBProxyTargets DeregisterDBProxyTargets"),
  },
  "data.aws_db_cluster_snapshot": { read: [...rds("DescribeDBClusterSnapshots"), ...rdsTagList] },

  aws_elasticache_replication_group: {
    read: [
      ...elasticache("DescribeReplicationGroups DescribeCacheClusters DescribeGlobalReplicationGroups"),
      ...elastiCacheTagList,
    ],
    write: [
      ...elasticache("CreateReplicationGroup ModifyReplicationGroup DeleteReplicationGroup"),
      ...elasticache("IncreaseReplicaCount DecreaseReplicaCount ModifyReplicationGroupShardConfiguration"),
      ...elasticache("CreateSnapshot ModifyCacheCluster"),
      ...tagsOfElastiCache,
      ...grants,
      // Slow log and engine log, which ElastiCache sets up for its caller.
      ...actions("logs", "CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery"),
      ...actions("logs", "ListLogDeliveries PutResourcePolicy DescribeResourcePolicies"),
    ],
  },
  aws_elasticache_parameter_group: {
    read: [...elasticache("DescribeCacheParameterGroups DescribeCacheParameters"), ...elastiCacheTagList],
    write: [
      ...elasticache("CreateCacheParameterGroup ModifyCacheParameterGroup ResetCacheParameterGroup"),
      ...elasticache("DeleteCacheParameterGroup"),
      ...tagsOfElastiCache,
    ],
  },
  aws_elasticache_subnet_group: {
    read: [...elasticache("DescribeCacheSubnetGroups"), ...elastiCacheTagList],
    write: [
      ...elasticache("CreateCacheSubnetGroup ModifyCacheSubnetGroup DeleteCacheSubnetGroup"),
      ...tagsOfElastiCache,
    ],
  },
  aws_elasticache_user: {
    read: [...elasticache("DescribeUsers"), ...elastiCacheTagList],
    write: [...elasticache("CreateUser ModifyUser DeleteUser"), ...tagsOfElastiCache],
  },
  aws_elasticache_user_group: {
    read: [...elasticache("DescribeUserGroups"), ...elastiCacheTagList],
    write: [...elasticache("CreateUserGroup ModifyUserGroup DeleteUserGroup"), ...tagsOfElastiCache],
  },
};
