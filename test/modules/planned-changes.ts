/** What a plan would do. */
export interface PlannedChanges {
  /** By address: `create`, `update`, `delete`, `replace` and so on. What is only read, or only has another address, is no change. */
  readonly changes: Readonly<Record<string, string>>;
  /** The warnings' details. */
  readonly warnings: readonly string[];
}

/** Runs a command of Terraform in a root module, and resolves to what it printed. */
type Terraform = (...args: string[]) => Promise<string | { readonly stdout: string }>;

/** One of the events of `terraform plan -json`: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface Event {
  readonly type: string;
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
  readonly diagnostic?: { readonly severity: string; readonly detail: string };
}

/**
 * Plans, keeps the plan in the root module's file `plan`, and says what it would do. Terraform says so while it plans: showing the
 * plan afterwards would load the provider's schema, the costliest part of a small plan, once more.
 */
export async function plannedChanges(terraform: Terraform, ...args: string[]): Promise<PlannedChanges> {
  const said = await terraform("plan", "-json", "-out=plan", ...args);
  const events = (typeof said === "string" ? said : said.stdout)
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Event);
  const changes = events.flatMap(({ type, change }) =>
    type === "planned_change" && !["read", "move"].includes(change!.action)
      ? [[change!.resource.addr, change!.action] as const]
      : [],
  );
  return {
    changes: Object.fromEntries(changes),
    warnings: events.flatMap(({ diagnostic }) =>
      diagnostic?.severity === "warning" ? [diagnostic.detail] : [],
    ),
  };
}

/** Changes as lines, sorted: `update aws_ecs_service.this`. Addresses in `module` are told from there on. */
export const linesOf = (changes: PlannedChanges["changes"], module: string): string[] =>
  Object.entries(changes)
    .map(([address, action]) => `${action} ${address.replace(`${module}.`, "")}`)
    .sort();
