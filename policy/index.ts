import type { Sides } from "../plan/sides";
import { judgeBy, type JudgeContext } from "./judge";
import type { PolicyResult } from "./result";
import type { Rule } from "./rule";
import { accountNotPublic } from "./rules/account-not-public";
import { alarmCanFire } from "./rules/alarm-can-fire";
import { alarmNotifies } from "./rules/alarm-notifies";
import { beanstalkHealth } from "./rules/beanstalk-health";
import { beanstalkUpdates } from "./rules/beanstalk-updates";
import { behindFirewall } from "./rules/behind-firewall";
import { bucketEncrypted } from "./rules/bucket-encrypted";
import { bucketLogged } from "./rules/bucket-logged";
import { bucketNotPublic } from "./rules/bucket-not-public";
import { bucketPolicyClosed } from "./rules/bucket-policy-closed";
import { bucketReplicated } from "./rules/bucket-replicated";
import { bucketTlsOnly } from "./rules/bucket-tls-only";
import { bucketVersioned } from "./rules/bucket-versioned";
import { cacheBackedUp } from "./rules/cache-backed-up";
import { cacheEncrypted } from "./rules/cache-encrypted";
import { dataInBackupPlan } from "./rules/data-in-backup-plan";
import { dataTierIsolated } from "./rules/data-tier-isolated";
import { databaseBackups } from "./rules/database-backups";
import { databaseEncrypted } from "./rules/database-encrypted";
import { databaseLogged } from "./rules/database-logged";
import { databaseMinorUpgrades } from "./rules/database-minor-upgrades";
import { databaseMonitored } from "./rules/database-monitored";
import { databaseNotPublic } from "./rules/database-not-public";
import { databaseProtected } from "./rules/database-protected";
import { databaseProxyTls } from "./rules/database-proxy-tls";
import { databaseTls } from "./rules/database-tls";
import { databaseZones } from "./rules/database-zones";
import { defaultSecurityGroupClosed } from "./rules/default-security-group-closed";
import { destroyKeepsData } from "./rules/destroy-keeps-data";
import { distributionLogged } from "./rules/distribution-logged";
import { distributionTls } from "./rules/distribution-tls";
import { firewallBlocks } from "./rules/firewall-blocks";
import { firewallLogged } from "./rules/firewall-logged";
import { flowLogs } from "./rules/flow-logs";
import { functionConcurrency } from "./rules/function-concurrency";
import { functionDeadLetter } from "./rules/function-dead-letter";
import { functionInNetwork } from "./rules/function-in-network";
import { functionNotPublic } from "./rules/function-not-public";
import { instancesHaveRole } from "./rules/instances-have-role";
import { instancesImdsv2 } from "./rules/instances-imdsv2";
import { instancesMonitored } from "./rules/instances-monitored";
import { instancesPrivate } from "./rules/instances-private";
import { keyRotated } from "./rules/key-rotated";
import { listenerCertificate } from "./rules/listener-certificate";
import { listenerEncrypted } from "./rules/listener-encrypted";
import { listenerTlsVersion } from "./rules/listener-tls-version";
import { loadBalancerDropsInvalidHeaders } from "./rules/load-balancer-drops-invalid-headers";
import { loadBalancerLogged } from "./rules/load-balancer-logged";
import { loadBalancerProtected } from "./rules/load-balancer-protected";
import { loadBalancerZones } from "./rules/load-balancer-zones";
import { logsEncrypted } from "./rules/logs-encrypted";
import { logsKept } from "./rules/logs-kept";
import { mailTls } from "./rules/mail-tls";
import { noAdministrator } from "./rules/no-administrator";
import { noInlinePolicy } from "./rules/no-inline-policy";
import { noLatestTag } from "./rules/no-latest-tag";
import { noPublicAddresses } from "./rules/no-public-addresses";
import { noSecretInClear } from "./rules/no-secret-in-clear";
import { noWholeService } from "./rules/no-whole-service";
import { passwordsLong } from "./rules/passwords-long";
import { portsRestricted } from "./rules/ports-restricted";
import { queueEncrypted } from "./rules/queue-encrypted";
import { routeToInternet } from "./rules/route-to-internet";
import { secretEncrypted } from "./rules/secret-encrypted";
import { secretOfOwnPurpose } from "./rules/secret-of-own-purpose";
import { secretRotated } from "./rules/secret-rotated";
import { tableEncrypted } from "./rules/table-encrypted";
import { tableRecoverable } from "./rules/table-recoverable";
import { tableScales } from "./rules/table-scales";
import { taskNetwork } from "./rules/task-network";
import { threatsDetected } from "./rules/threats-detected";
import { topicEncrypted } from "./rules/topic-encrypted";
import { trailEncrypted } from "./rules/trail-encrypted";
import { trailToLogGroup } from "./rules/trail-to-log-group";
import { trailValidated } from "./rules/trail-validated";
import { trailWhole } from "./rules/trail-whole";
import { userThroughGroup } from "./rules/user-through-group";
import { vaultEncrypted } from "./rules/vault-encrypted";
import { vaultLocked } from "./rules/vault-locked";
import { volumesEncrypted } from "./rules/volumes-encrypted";
import type { Suppression } from "./suppressions";

export { idleSuppressions, type JudgeContext } from "./judge";

/** All rules. */
export const rules: readonly Rule[] = [
  accountNotPublic,
  alarmCanFire,
  alarmNotifies,
  beanstalkHealth,
  beanstalkUpdates,
  behindFirewall,
  bucketEncrypted,
  bucketLogged,
  bucketNotPublic,
  bucketPolicyClosed,
  bucketReplicated,
  bucketTlsOnly,
  bucketVersioned,
  cacheBackedUp,
  cacheEncrypted,
  dataInBackupPlan,
  dataTierIsolated,
  databaseBackups,
  databaseEncrypted,
  databaseLogged,
  databaseMinorUpgrades,
  databaseMonitored,
  databaseNotPublic,
  databaseProtected,
  databaseProxyTls,
  databaseTls,
  databaseZones,
  defaultSecurityGroupClosed,
  destroyKeepsData,
  distributionLogged,
  distributionTls,
  firewallBlocks,
  firewallLogged,
  flowLogs,
  functionConcurrency,
  functionDeadLetter,
  functionInNetwork,
  functionNotPublic,
  instancesHaveRole,
  instancesImdsv2,
  instancesMonitored,
  instancesPrivate,
  keyRotated,
  listenerCertificate,
  listenerEncrypted,
  listenerTlsVersion,
  loadBalancerDropsInvalidHeaders,
  loadBalancerLogged,
  loadBalancerProtected,
  loadBalancerZones,
  logsEncrypted,
  logsKept,
  mailTls,
  noAdministrator,
  noInlinePolicy,
  noLatestTag,
  noPublicAddresses,
  noSecretInClear,
  noWholeService,
  passwordsLong,
  portsRestricted,
  queueEncrypted,
  routeToInternet,
  secretEncrypted,
  secretOfOwnPurpose,
  secretRotated,
  tableEncrypted,
  tableRecoverable,
  tableScales,
  taskNetwork,
  threatsDetected,
  topicEncrypted,
  trailEncrypted,
  trailToLogGroup,
  trailValidated,
  trailWhole,
  userThroughGroup,
  vaultEncrypted,
  vaultLocked,
  volumesEncrypted,
];

/** What the rules say of a plan: what it newly breaks, what stays broken, what it mends, and what is broken for a reason. */
export const judge = (
  sides: Sides,
  suppressions: readonly Suppression[],
  context: JudgeContext,
): PolicyResult => judgeBy(rules, sides, suppressions, context);
