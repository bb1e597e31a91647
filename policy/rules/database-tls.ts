import { isUnknown } from "../../plan/expression/unknown";
import { blocksOf, shown } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule } from "../rule";

export const databaseTls: Rule = {
  id: "database-tls",
  title: "Databases refuse connections without TLS",
  reason: "One client that is set up wrongly sends its password and records in clear, and nobody notices.",
  controls: ENCRYPTED_IN_TRANSIT,
  types: ["aws_rds_cluster_parameter_group"],
  check: (group, side) => {
    const parameters = blocksOf(side, group, "parameter");
    if (parameters === "unread") return { unread: "its parameters cannot be read" };
    const wanted = /postgres/.test(String(side.value(group, "family")))
      ? "rds.force_ssl"
      : "require_secure_transport";
    const value = parameters.find(({ name }) => name === wanted)?.["value"];
    if (isUnknown(value)) return { unread: `${wanted} is ${shown(value)}` };
    return ["1", "ON", "on", 1].includes(value as string | number) ? undefined : `${wanted} is not on`;
  },
};
