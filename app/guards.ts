import { TerraformOutput } from "cdktf";
import { tf } from "../lib/expression";
import type { NamedStack } from "../lib/stack";

/** Sees to it that the state of one environment is never planned against the configuration of another. */
export function addWorkspaceGuard(stack: NamedStack, name: string): void {
  const output = new TerraformOutput(stack, "environment", {
    description: "Name of the environment. Every workspace but its own is refused.",
    value: name,
  });
  // CDKTF 0.21 accepts a precondition but does not write it.
  output.addOverride("precondition", {
    condition: tf`terraform.workspace == ${name}`,
    error_message:
      `envs/${name} belongs to the workspace ${name}, but the selected one is \${terraform.workspace}. Run ` +
      `terraform workspace select ${name}, or set TF_WORKSPACE=${name}.`,
  });
}
