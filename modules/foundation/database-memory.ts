import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { Database } from "../database";
import { auroraMemoryGib } from "../monitoring/presets";

/** What an application's callers say of the size of its Aurora cluster. */
type Size = Pick<InputReferences<typeof Database.definition.inputs>, "instanceClass" | "serverlessV2Scaling">;

/** Memory of the writer in GiB, on which thresholds and the number of connections depend. */
export function databaseMemoryGib(
  module: ModuleStack,
  { instanceClass, serverlessV2Scaling }: Size,
): Expression {
  const named = local(
    module,
    "database_class",
    tf`coalesce(${instanceClass}, ${serverlessV2Scaling.given} ? "db.serverless" : "db.t4g.medium")`,
  );
  return local(
    module,
    "database_memory_gib",
    auroraMemoryGib(named, tf`${serverlessV2Scaling.orNull.maxCapacity}`),
  );
}
