import { unlessTrue } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule } from "../rule";

export const databaseProxyTls: Rule = {
  id: "database-proxy-tls",
  title: "Database proxies refuse connections without TLS",
  reason: "The proxy's clients would send passwords in clear through the network.",
  controls: ENCRYPTED_IN_TRANSIT,
  types: ["aws_db_proxy"],
  check: (proxy, side) => unlessTrue(side, proxy, "require_tls", "require_tls is off"),
};
