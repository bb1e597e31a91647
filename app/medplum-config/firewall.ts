import type { ConfigDraft } from "./config-draft";

/** Lists of addresses that may connect, as IP sets that the operator has. */
export function firewall(draft: ConfigDraft): void {
  admitOnly(draft, "apiWafIpSetArn", "firewall.api");
  admitOnly(draft, "appWafIpSetArn", "firewall.app");
  admitOnly(draft, "storageWafIpSetArn", "firewall.storage");
  const mutualTls = draft.get("mtlsDomainName") !== undefined || draft.isWrong("mtlsDomainName");
  if (mutualTls) admitOnly(draft, "mtlsWafIpSetArn", "firewall.mutualTls");
  else if (draft.get("mtlsWafIpSetArn") !== undefined)
    draft.refuse("mtlsWafIpSetArn", "needs mtlsDomainName, the name of the load balancer for mutual TLS");
}

function admitOnly(
  draft: ConfigDraft,
  key: `${"api" | "app" | "storage" | "mtls"}WafIpSetArn`,
  firewall: string,
): void {
  const arn = draft.get(key);
  if (arn === undefined) return;
  draft.input(`${firewall}.admitOnly.ipSetArns.original`, arn, key);
  draft.note(key, "only its addresses may connect, and their requests are inspected, too.");
}
