import { pascalCase } from "../../../lib/names";
import type { Scope } from "./scope";
import { scopes } from "./scopes";
import { isEverywhere } from "./unscoped";

/** A statement whose ARNs are completed for each role: one each for all that it has of a kind (environment.ts). */
export interface StatementTemplate {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly arns: Scope["arns"];
  readonly Condition?: Scope["condition"];
}

const serviceOf = (action: string): string => action.split(":")[0]!;

type Scopes = Readonly<Record<string, readonly Scope[]>>;

/** Where an action is allowed. */
export function scopeOf(action: string, table: Scopes = scopes): Scope {
  if (isEverywhere(action)) return { id: "Everywhere", arns: { fixed: ["*"] } };
  const [service, name] = action.split(":") as [string, string];
  const found = (table[service] ?? []).find(({ only }) => !only || only.includes(name));
  if (!found) throw new Error(`${action} has no scope in modules/ci-access/rights/scopes.ts`);
  return found;
}

/** The statements that allow actions, one for each scope. */
export function statementsFor(actions: readonly string[], table: Scopes = scopes): StatementTemplate[] {
  const byScope = new Map<string, { scope: Scope; actions: string[] }>();
  for (const action of actions) {
    const scope = scopeOf(action, table);
    const sid =
      scope.id === "Everywhere"
        ? scope.id
        : `${pascalCase(serviceOf(action).replaceAll("_", "-"))}${scope.id}`;
    const entry = byScope.get(sid) ?? { scope, actions: [] };
    entry.actions.push(action);
    byScope.set(sid, entry);
  }
  return [...byScope].map(([Sid, { scope, actions: Action }]) => ({
    Sid,
    Action,
    arns: scope.arns,
    Condition: scope.condition,
  }));
}
