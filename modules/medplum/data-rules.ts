import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";
import { databaseNamePart, databasePart } from "./parts";

const rule = rulesOver<typeof inputs>();

export const dataRules: readonly Rule[] = [
  rule.exactlyOne("database", "existingDatabase", "a cluster to make, or the secret of an existing one"),
  rule(["databaseProxy", "database"], {
    message: "requires database: the proxy of an existing one is named as host in its secret",
    check: ({ databaseProxy, database }) => !databaseProxy || database !== undefined,
    condition: "var.database_proxy == null || var.database != null",
  }),
  ...[databasePart, databaseNamePart].flatMap(({ rules: of }) =>
    of({
      inputs: ["database"],
      at: (input) => `database.${input}`,
      given: ({ database }: { database?: object }) =>
        database && { ...database, engine: "aurora-postgresql" },
    }),
  ),
];
