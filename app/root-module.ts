import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { tf } from "../lib/expression";
import { snakeCase } from "../lib/names";
import { NamedStack } from "../lib/stack";
import { applicationsOf } from "./applications";
import { addBackend, stateLocation } from "./backend";
import type { Environment } from "./environment";
import { addWorkspaceGuard } from "./guards";
import { addOutside } from "./outside";
import { addProviders } from "./providers";
import { type Settings, settingsOf } from "./settings";

/** The root module of one environment: backend, providers, guards and the calls of its applications. */
export class EnvironmentStack extends NamedStack {
  readonly folder: string;

  constructor(scope: Construct, name: string, values: Environment) {
    super(scope, name);
    this.folder = `envs/${name}`;
    const settings = settingsOf(values);
    const present = applicationsOf(values);
    addBackend(this, settings, "terraform.tfstate");
    const required = present.flatMap(({ module }) => module.definition.providers);
    const providers = addProviders(this, name, settings, required);
    addWorkspaceGuard(this, name);
    for (const { key, module, inputs } of present) {
      addOutside(this, inputs);
      const call = new module(this, key, budgeted(recordingState(inputs, settings), name), { providers });
      for (const [output, description] of Object.entries(module.definition.outputs)) {
        new TerraformOutput(this, `${key}_${snakeCase(output)}`, {
          // Empty text in place of null, at which cdktf-cli breaks off once everything is deployed.
          value: tf`try(coalesce(${call.outputs[output]}), "")`,
          description,
        });
      }
    }
  }
}

/** An application's inputs, with the environment's state bucket among what its audit trail records. */
function recordingState<T extends object>(inputs: T, settings: Settings): T {
  const { auditTrail } = inputs as { auditTrail?: { existingLogGroup?: object; stateBucket?: object } };
  if (!auditTrail || auditTrail.existingLogGroup || auditTrail.stateBucket) return inputs;
  return { ...inputs, auditTrail: { ...auditTrail, stateBucket: { name: stateLocation(settings).bucket } } };
}

/** An application's inputs, with the environment's tag in its budget: everything that the environment deploys has it. */
function budgeted<T extends object>(inputs: T, name: string): T {
  const { monitoring } = inputs as { monitoring?: { budget?: { costAllocationTag?: object } } };
  if (!monitoring?.budget || monitoring.budget.costAllocationTag) return inputs;
  const costAllocationTag = { key: "Environment", value: name };
  return { ...inputs, monitoring: { ...monitoring, budget: { ...monitoring.budget, costAllocationTag } } };
}
