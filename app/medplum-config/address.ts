import type { ConfigDraft } from "./config-draft";
import type { CertificateKey } from "./certificates";
import { zoneOf } from "./domains";

/** The server's names, certificates and load balancers. */
export function address(draft: ConfigDraft): void {
  draft.input("api.domainName", draft.get("apiDomainName"), "apiDomainName");
  draft.input("app.domainName", draft.get("appDomainName"), "appDomainName");
  const port = draft.get("apiPort");
  draft.input("api.port", port, "apiPort");
  if (port === undefined && !draft.isWrong("apiPort"))
    draft.note("apiPort", "is not given: 8103, the server's default port.");
  certificate(draft, "apiSslCertArn", "api.existingCertificate", "apiDomainName");
  certificate(draft, "appSslCertArn", "app.existingCertificate", "appDomainName");
  certificate(draft, "storageSslCertArn", "storage.existingCertificate", "storageDomainName");
  apiProxy(draft);
  facing(draft, "apiInternetFacing", "api.internal");
  draft.input("api.loadBalancingAlgorithm", draft.get("loadBalancerAlgorithm"), "loadBalancerAlgorithm");
  const group = draft.get("loadBalancerSecurityGroupId");
  if (group !== undefined) {
    draft.input("api.additionalSecurityGroupIds", [group], "loadBalancerSecurityGroupId");
    draft.note(
      "loadBalancerSecurityGroupId",
      "is added to the load balancer's own security group, which admits any address; with api.allowedCidrs = {}, only yours admits clients.",
    );
  }
  mutualTls(draft);
}

/** A second load balancer, if it has a name. */
function mutualTls(draft: ConfigDraft): void {
  if (draft.get("mtlsDomainName") === undefined && !draft.isWrong("mtlsDomainName")) {
    for (const key of ["mtlsSslCertArn", "mtlsInternetFacing"] as const)
      if (draft.get(key) !== undefined)
        draft.refuse(key, "needs mtlsDomainName, the name of the load balancer for mutual TLS");
    return;
  }
  draft.input("api.mutualTls.domainName", draft.get("mtlsDomainName"), "mtlsDomainName");
  certificate(draft, "mtlsSslCertArn", "api.mutualTls.existingCertificate", "mtlsDomainName");
  facing(draft, "mtlsInternetFacing", "api.mutualTls.internal");
}

function certificate(
  draft: ConfigDraft,
  key: CertificateKey,
  input: string,
  name: "apiDomainName" | "mtlsDomainName" | "appDomainName" | "storageDomainName",
): void {
  const arn = draft.get(key);
  if (arn !== undefined) return draft.input(`${input}.arn`, arn, key);
  const owner = input.replace(/\.existingCertificate$/, "");
  if (draft.isWrong(key) || draft.addition(input) !== undefined) return;
  if (draft.addition(`${owner}.servedElsewhere`) !== undefined) return;
  if (zoneOf(draft) === undefined && draft.addition("zone") === undefined)
    return draft.refuse(
      key,
      `is missing: with skipDns no certificate can be issued for ${name}`,
      `medplum.${owner}`,
    );
  draft.note(key, `is not given: ACM issues a certificate for ${name}, validated in the zone.`);
}

/** Requests for /api/* under the app's name. */
function apiProxy(draft: ConfigDraft): void {
  const proxied = draft.decided("appApiProxy");
  if (proxied !== true) return;
  draft.input("app.apiProxy", {}, "appApiProxy");
  draft.note(
    "appApiProxy",
    "nothing of it is cached, unlike with Medplum's CDK. The server takes everybody at one of CloudFront's edge locations for one client: " +
      "set settings.defaultLoginRateLimit.",
  );
}

/** `true` is the default of Medplum's CDK. */
function facing(draft: ConfigDraft, key: "apiInternetFacing" | "mtlsInternetFacing", input: string): void {
  const public_ = draft.decided(key);
  if (public_ !== undefined) draft.input(input, !public_, key);
}
