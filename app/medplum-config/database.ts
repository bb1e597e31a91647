import { exactVersion, reviewedVersion, versionsOf } from "../../modules/database/engine-versions";
import type { ConfigDraft } from "./config-draft";
import type { Key } from "./keys";

/** Aurora's limit: a writer and 15 readers. */
const maximumInstances = 16;

/** Keys about a cluster to make, which an existing database has not. */
const ofCluster = [
  "rdsInstances",
  "rdsInstanceType",
  "rdsReaderInstanceType",
  "rdsInstanceVersion",
  "rdsClusterParameters",
  "rdsProxyEnabled",
  "rdsForceRetain",
  "rdsAutoMinorVersionUpgrade",
] as const satisfies readonly Key[];

/** An Aurora cluster, or an existing database. */
export function database(draft: ConfigDraft): void {
  for (const key of ["rdsIdsMajorVersionSuffix", "rdsPersistentParameterGroups"] as const)
    if (draft.get(key) !== undefined)
      draft.note(
        key,
        "is not needed: parameter groups have their family in their names, so that a major upgrade creates new ones.",
      );
  const given = draft.get("rdsSecretsArn") !== undefined || draft.isWrong("rdsSecretsArn");
  if (given || draft.addition("existingDatabase") !== undefined) return existing(draft);
  draft.object("database");
  instances(draft);
  classes(draft);
  version(draft);
  const parameters = Object.entries(draft.get("rdsClusterParameters") ?? {});
  for (const [name] of parameters)
    draft.trace(`medplum.database.parameters.${name}`, `rdsClusterParameters.${name}`);
  if (parameters.length > 0)
    draft.input(
      "database.parameters",
      Object.fromEntries(parameters.map(([name, value]) => [name, { value }])),
      "rdsClusterParameters",
    );
  draft.input(
    "database.autoMinorVersionUpgrade",
    draft.get("rdsAutoMinorVersionUpgrade"),
    "rdsAutoMinorVersionUpgrade",
  );
  if (draft.decided("rdsProxyEnabled")) draft.input("databaseProxy", {}, "rdsProxyEnabled");
  retention(draft);
}

function existing(draft: ConfigDraft): void {
  const arn = draft.get("rdsSecretsArn");
  if (arn !== undefined || draft.isWrong("rdsSecretsArn"))
    draft.input("existingDatabase.secretArn", arn, "rdsSecretsArn");
  for (const key of ofCluster)
    if (draft.get(key) !== undefined) draft.note(key, "has no effect: the database is an existing one.");
  if (draft.addition("existingDatabase.egress") !== undefined) return;
  draft.input("existingDatabase.egress", { database: { port: 5432, cidr: "0.0.0.0/0" } }, "rdsSecretsArn");
  draft.warn(
    "rdsSecretsArn",
    "the tasks may connect to port 5432 of any address, since the file does not say where the database is: give existingDatabase.egress " +
      "in the second argument of medplumConfig. The database must admit the security group in the output data_clients_security_group_id.",
  );
}

function instances(draft: ConfigDraft): void {
  const count = draft.decided("rdsInstances");
  if (count === undefined) {
    if (!draft.isWrong("rdsInstances")) draft.note("rdsInstances", "is not given: one writer, no reader.");
    return;
  }
  if (!Number.isInteger(count) || count < 1 || count > maximumInstances)
    return draft.refuse(
      "rdsInstances",
      `must be a whole number from 1 to ${maximumInstances}: a writer, and up to ${maximumInstances - 1} readers (got ${count})`,
    );
  if (count > 1)
    draft.input(
      "database.readers",
      Object.fromEntries(Array.from({ length: count - 1 }, (_, i) => [`reader-${i + 1}`, {}])),
      "rdsInstances",
    );
}

function classes(draft: ConfigDraft): void {
  const writer = classOf(draft, "rdsInstanceType", "database.instanceClass");
  const reader = classOf(draft, "rdsReaderInstanceType", "database.readerInstanceClass");
  if (writer === undefined && draft.addition("database.serverlessV2Scaling") === undefined)
    draft.note(
      "rdsInstanceType",
      "is not given: db.t4g.medium, in place of db.t3.medium, the default of Medplum's CDK.",
    );
  const local = [writer, reader].find(
    (name) => typeof name === "string" && /^db\.[a-z]+[0-9]+[a-z]*d\./.test(name),
  );
  if (local === undefined) return;
  draft.input(
    "database.storageType",
    "aurora-iopt1",
    writer === local ? "rdsInstanceType" : "rdsReaderInstanceType",
  );
  draft.note(
    "rdsInstanceType",
    `${String(local)} has local NVMe storage: the cluster's storage is aurora-iopt1, as in Medplum's CDK.`,
  );
}

/** Medplum's CDK takes classes without `db.`. */
function classOf(
  draft: ConfigDraft,
  key: "rdsInstanceType" | "rdsReaderInstanceType",
  input: string,
): unknown {
  const given = draft.get(key);
  const complete = typeof given === "string" && !given.startsWith("db.") ? `db.${given}` : given;
  if (complete !== given) draft.note(key, `${String(given)} becomes ${String(complete)}.`);
  draft.input(input, complete, key);
  return complete;
}

function version(draft: ConfigDraft): void {
  const added = ["engineVersion", "unreviewedEngineVersion"].some(
    (input) => draft.addition(`database.${input}`) !== undefined,
  );
  const given = draft.get("rdsInstanceVersion");
  if (given === undefined && !added && !draft.isWrong("rdsInstanceVersion"))
    draft.note(
      "rdsInstanceVersion",
      "is not given: the default of the module database, not that of Medplum's CDK.",
    );
  if (given === undefined || added) return;
  if (typeof given !== "string") return draft.input("database.engineVersion", given, "rdsInstanceVersion");
  const reviewed = versionsOf("aurora-postgresql");
  if (!exactVersion.test(given) || given.includes("mysql")) {
    const advice = reviewed.filter((known) => known.split(".")[0] === given).at(-1) ?? reviewed.join(", ");
    return draft.refuse(
      "rdsInstanceVersion",
      `must be an exact version of Aurora PostgreSQL, such as ${advice}: the parameter group depends on its major version, and a plan ` +
        `compares the whole version (got ${JSON.stringify(given)})`,
    );
  }
  const next = reviewedVersion(given);
  if (next !== undefined) {
    draft.input("database.engineVersion", next, "rdsInstanceVersion");
    if (next !== given)
      draft.note(
        "rdsInstanceVersion",
        `${given} is not on the reviewed list and becomes ${next}, the next one that is. To keep it for an existing cluster, give ` +
          "database.unreviewedEngineVersion.",
      );
    return;
  }
  draft.input(
    "database.unreviewedEngineVersion",
    { version: given, reason: "From Medplum's configuration file" },
    "rdsInstanceVersion",
  );
  draft.warn(
    "rdsInstanceVersion",
    `${given} is not on the reviewed list (${reviewed.join(", ")}), nor is a later one of its major version: it is kept, and every plan warns. ` +
      "AWS may refuse it for a new cluster.",
  );
}

function retention(draft: ConfigDraft): void {
  const retain = draft.get("rdsForceRetain");
  if (retain !== undefined)
    draft.note(
      "rdsForceRetain",
      "has no counterpart: the cluster is protected from deletion until deletionProtection is false, and leaves a final snapshot even then.",
    );
}
