import * as fs from "node:fs";
import * as path from "node:path";
import { App, Manifest, type StackManifest, type TerraformStack } from "cdktf";

/**
 * A manifest that names each stack by its path and keeps it in the folder of that path, so that
 * `cdktf deploy envs/prod` means `terraform/envs/prod`. (cdktf-cli matches its argument against these names, and
 * deletes what it does not know below `stacks/`, the folder it would use by itself.)
 */
class PathManifest extends Manifest {
  override forStack(stack: TerraformStack): StackManifest {
    const folder = stack.node.path;
    const known = this.stacks[folder];
    if (known) return known;
    fs.mkdirSync(path.join(this.outdir, folder), { recursive: true });
    return (this.stacks[folder] = {
      name: folder,
      constructPath: folder,
      workingDirectory: folder,
      synthesizedStackPath: path.join(folder, this.stackFileName),
      stackMetadataPath: path.join(folder, Manifest.stackMetadataPath),
      annotations: [],
      dependencies: stack.dependencies.map((other) => other.node.path),
    });
  }
}

/** A CDKTF app that writes each stack to the folder of its construct path. */
export class PathApp extends App {
  constructor(outdir: string) {
    fs.mkdirSync(outdir, { recursive: true });
    super({ outdir, stackTraces: false });
    Object.assign(this, { manifest: new PathManifest(this.manifest.version, this.outdir, this.hclOutput) });
  }

  override synth(): void {
    super.synth();
    // CDKTF makes the folder. What somebody else has put there is theirs.
    const stacks = path.join(this.outdir, Manifest.stacksFolder);
    if (fs.readdirSync(stacks).length === 0) fs.rmdirSync(stacks);
  }
}
