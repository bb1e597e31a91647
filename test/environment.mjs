import * as fs from "node:fs";
import { TestEnvironment } from "jest-environment-node";

/** What would lead a test's programs to the caller's own cloud, state or workspace. A CLI configuration is left: it says where providers are. */
const callers = (name) => /^(AWS|TF)_/.test(name) && name !== "TF_CLI_CONFIG_FILE";

/**
 * Jest's Node environment, without the caller's settings of AWS and Terraform. It ends a test file's programs and deletes its temporary folders when all of its hooks have run: hooks run in the
 * order of their definition, so that a hook of a helper would delete what a test file's own hooks still have to stop.
 */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.temporaryFolders = [];
    this.global.programs = [];
    // The tests' own copy, and the one that programs started without an environment get.
    for (const env of [this.global.process.env, process.env])
      for (const name of Object.keys(env).filter(callers)) delete env[name];
  }

  async teardown() {
    for (const program of this.global.programs) program.kill();
    for (const folder of this.global.temporaryFolders) fs.rmSync(folder, { recursive: true, force: true });
    await super.teardown();
  }
}
