import * as path from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DataAwsDynamodbTables } from "@cdktf/provider-aws/lib/data-aws-dynamodb-tables";
import { LocalBackend, TerraformOutput } from "cdktf";
import { RootConstruct } from "constructs";
import { addBackend, stateLocation } from "../../app/backend";
import { awsProviderConfig } from "../../app/providers";
import type { Settings } from "../../app/settings";
import { tf } from "../../lib/expression";
import { writeJson } from "../../lib/json";
import { awsProvider } from "../../lib/aws/providers";
import { NamedStack } from "../../lib/stack";
import { StateBackend } from "../../modules/state-backend";

/** Object in the state bucket that holds the state of the bucket itself. */
export const BOOTSTRAP_KEY = "state-backend.tfstate";

/** Where that state is, and whether the lock table is still to be made, so that its name must be free. */
export type Phase = { readonly remote: true } | { readonly remote: false; readonly tableIsNew: boolean };

/** Root module that makes the state backend of an environment's account and region. */
class BootstrapStack extends NamedStack {
  constructor(
    name: string,
    readonly folder: string,
    private readonly modules: string,
    settings: Settings,
    phase: Phase,
  ) {
    super(new RootConstruct(), name);
    const { bucket, region, lockTable } = stateLocation(settings);
    if (phase.remote) addBackend(this, settings, BOOTSTRAP_KEY);
    else new LocalBackend(this, { path: "terraform.tfstate" });
    new AwsProvider(this, "aws", {
      ...awsProviderConfig(name, settings),
      region,
      // The backend serves several environments, so that it carries none's tags.
      defaultTags: [{ tags: { ManagedBy: "Terraform" } }],
    });
    this.addOverride("terraform.required_providers.aws.source", awsProvider.source);
    new StateBackend(this, "state_backend", {
      bucketName: bucket,
      lockTableName: lockTable,
      existingKmsKey: settings.state.kmsKeyArn ? { arn: settings.state.kmsKeyArn } : undefined,
      logBucket: settings.state.logBucket,
      existingLogBucket: settings.state.existingLogBucket,
    });
    if (!phase.remote && phase.tableIsNew) this.requireFreeTable(name, lockTable);
  }

  /** Refuses the name of a table that exists already at plan, when nothing has been made. */
  private requireFreeTable(name: string, lockTable: string): void {
    const tables = new DataAwsDynamodbTables(this, "existing");
    const output = new TerraformOutput(this, "lock_table", { value: lockTable });
    output.addOverride("precondition", {
      // Without any table, the list is null.
      condition: tf`!try(contains(${tables.names}, ${lockTable}), false)`,
      error_message:
        `envs/${name}: the table ${lockTable} already exists, and belongs to another state bucket or to somebody else. ` +
        `Set state.lockTable to another name in envs/${name}.ts, or leave it out.`,
    });
  }

  override sourceOf(moduleName: string): string {
    const relative = path.relative(this.folder, path.join(this.modules, moduleName));
    return relative.split(path.sep).join("/");
  }
}

/** Writes that root module. */
export function writeBootstrapRoot(
  name: string,
  folder: string,
  modules: string,
  settings: Settings,
  phase: Phase,
): void {
  const stack = new BootstrapStack(name, folder, modules, settings, phase);
  stack.prepareStack();
  writeJson(path.join(folder, "main.tf.json"), stack.toTerraform());
}
