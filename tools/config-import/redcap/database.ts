import { Database } from "../../../modules/database";
import type { RedcapDraft } from "./parameters";

/** MultiAZDatabase, DatabaseInstanceType, DatabaseMasterPassword: the Aurora cluster. */
export function database(draft: RedcapDraft, name: string): void {
  const given = draft.get("DatabaseInstanceType");
  const instanceClass = currentClass(given);
  draft.set("redcap.database.instanceClass", instanceClass, "DatabaseInstanceType");
  if (instanceClass !== given) {
    draft.note(
      `DatabaseInstanceType ${given}`,
      `now ${instanceClass}: ${given} ${
        given.startsWith("db.t3.") && !given.endsWith(".small")
          ? "lacks Database Insights on Aurora MySQL, and t4g has the same memory for less"
          : "does not exist for the current Aurora MySQL"
      }`,
    );
  }
  draft.note(
    "Aurora MySQL 5.7",
    "the template's engine version has reached its end of life. The cluster runs Aurora MySQL 3, compatible with MySQL 8.0, " +
      "in the database module's default version",
  );
  // A bad value only leaves the reader out; the problem is reported.
  if (draft.boolean("MultiAZDatabase", "redcap.database.readers")) {
    draft.set("redcap.database.readers.standby", {}, "MultiAZDatabase");
  }
  draft.note(
    "DatabaseMasterPassword",
    "no counterpart, nothing to do: RDS generates and rotates the master password, each database user has its own secret, " +
      `and the first password of redcap_admin is in the secret ${name}/admin`,
  );
}

/** The class itself where the module accepts it, else its nearest successor; what has none stays as it is. */
function currentClass(given: string): string {
  const [, family = "", size = ""] = /^db\.([a-z0-9]+)\.([a-z0-9]+)$/.exec(given) ?? [];
  if (/^t[0-9]/.test(family) && !(family === "t4g" && accepts(given))) {
    return /^(large|[0-9]*xlarge)$/.test(size) ? "db.t4g.large" : "db.t4g.medium";
  }
  if (accepts(given)) return given;
  const successor = `db.r5.${size}`;
  return /^r[34]$/.test(family) && accepts(successor) ? successor : given;
}

const accepts = (name: string): boolean => Database.definition.inputs.instanceClass.safeParse(name).success;
