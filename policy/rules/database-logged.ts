import { isUnknown } from "../../plan/expression/unknown";
import { given, itemsOf } from "../ask";
import { LOGGED } from "../controls";
import type { Rule } from "../rule";

export const databaseLogged: Rule = {
  id: "database-logged",
  title: "Databases write their logs to CloudWatch",
  reason: "Who signed in, and what failed, is otherwise kept on the instance, for days only.",
  controls: [...LOGGED, "45 CFR 164.308(a)(5)(ii)(C)"],
  covers: ["HIPAA.Security-RDSLoggingEnabled"],
  types: ["aws_rds_cluster", "aws_db_instance"],
  // The pack also wants the general log and the one of slow queries: both hold statements, so patients' data.
  check: (database, side) => {
    const engine = given(side, database, "engine");
    if (isUnknown(engine)) return { unread: "its engine cannot be read" };
    const wanted = /postgres/.test(String(engine)) ? ["postgresql"] : ["audit", "error"];
    const logs = itemsOf(given(side, database, "enabled_cloudwatch_logs_exports"));
    if (logs === "unread") return { unread: "enabled_cloudwatch_logs_exports cannot be read" };
    const missing = wanted.filter((log) => !logs.includes(log));
    return missing.length > 0 ? `it does not write to CloudWatch: ${missing.join(", ")}` : undefined;
  },
};
