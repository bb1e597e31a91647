import type { Rule } from "../../lib/rules";
import { foundationRules } from "../foundation/inputs";
import { readerZoneRule } from "../foundation/reader-zones";
import { addressRules } from "./address-rules";
import { dataRules } from "./data-rules";
import { firewallRules } from "./firewall-rules";
import { mailRules } from "./mail-rules";
import { serverRules } from "./server-rules";
import { settingsRules } from "./settings-rules";

export const rules: readonly Rule[] = [
  ...foundationRules,
  readerZoneRule,
  ...addressRules,
  ...serverRules,
  ...dataRules,
  ...settingsRules,
  ...mailRules,
  ...firewallRules,
];
