/** What is read here of Terraform's JSON of a plan. */
export interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** What another image changes: revisions of task definitions, and the services that run them. */
const expected: Readonly<Record<string, readonly string[]>> = {
  aws_ecs_task_definition: ["delete,create", "create,delete", "update"],
  aws_ecs_service: ["update"],
};

/** Changes of a plan, as `address: actions`: those that another image means, and all others. */
export function changesOf(plan: Plan): { readonly expected: string[]; readonly others: string[] } {
  const found = { expected: [] as string[], others: [] as string[] };
  for (const { address, type, change } of plan.resource_changes ?? []) {
    const actions = change.actions.join();
    if (actions === "no-op" || actions === "read") continue;
    const fits = address.startsWith("module.medplum.") && expected[type]?.includes(actions);
    found[fits ? "expected" : "others"].push(`${address}: ${actions.replace(",", ", ")}`);
  }
  return found;
}
