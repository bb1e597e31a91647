import * as fs from "node:fs";
import { TestEnvironment } from "jest-environment-node";

/**
 * Jest's Node environment, which deletes a test file's temporary folders when all of its hooks have run: hooks run in the
 * order of their definition, so that a hook of a helper would delete what a test file's own hooks still have to stop.
 */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.temporaryFolders = [];
  }

  async teardown() {
    for (const folder of this.global.temporaryFolders) fs.rmSync(folder, { recursive: true, force: true });
    await super.teardown();
  }
}
