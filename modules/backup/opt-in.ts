import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The account's opt-in to backups of Aurora and S3 in this region. */
export function optInOfAccount(module: ModuleStack, { optIn }: Inputs): void {
  const settings = new BackupRegionSettings(module, "opt_in", {
    resourceTypeOptInPreference: { Aurora: true, S3: true },
    // AWS answers with all its types: those of other teams are not this module's.
    lifecycle: { ignoreChanges: ["resource_type_opt_in_preference"] },
  });
  settings.addOverride("count", tf`${optIn} ? 1 : 0`);
}
