import * as path from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend } from "cdktf";
import { RootConstruct } from "constructs";
import { addBackend, awsProviderConfig, type Settings, stateLocation } from "../../lib/environment";
import { writeJson } from "../../lib/json";
import { providers } from "../../lib/providers";
import { NamedStack } from "../../lib/stack";
import { StateBackend } from "../../modules/state-backend";

/** Object in the state bucket that holds the state of the bucket itself. */
export const BOOTSTRAP_KEY = "state-backend.tfstate";

/** Root module that makes the state backend of an environment's account and region. */
class BootstrapStack extends NamedStack {
  constructor(
    name: string,
    readonly folder: string,
    private readonly modules: string,
    settings: Settings,
    remote: boolean,
  ) {
    super(new RootConstruct(), name);
    const { bucket, region } = stateLocation(settings);
    if (remote) addBackend(this, settings, BOOTSTRAP_KEY);
    else new LocalBackend(this, { path: "terraform.tfstate" });
    new AwsProvider(this, "aws", {
      ...awsProviderConfig(name, settings),
      region,
      // The backend serves every environment of the account and region, so that it carries no environment's tag.
      defaultTags: [{ tags: { ManagedBy: "Terraform", ...settings.tags } }],
    });
    this.addOverride("terraform.required_providers.aws.source", providers.aws.source);
    new StateBackend(this, "state_backend", {
      bucketName: bucket,
      lockTableName: settings.state.lockTable,
    });
  }

  override sourceOf(moduleName: string): string {
    const relative = path.relative(this.folder, path.join(this.modules, moduleName));
    return relative.split(path.sep).join("/");
  }
}

/** Writes that root module, with its state in the folder itself or in the bucket. */
export function writeBootstrapRoot(
  name: string,
  folder: string,
  modules: string,
  settings: Settings,
  remote: boolean,
): void {
  const stack = new BootstrapStack(name, folder, modules, settings, remote);
  stack.prepareStack();
  writeJson(path.join(folder, "main.tf.json"), stack.toTerraform());
}
