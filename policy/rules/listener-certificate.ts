import { lacks, speaksTls } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule } from "../rule";

export const listenerCertificate: Rule = {
  id: "listener-certificate",
  title: "HTTPS listeners have a certificate",
  reason:
    "Without a certificate there is nothing to encrypt with, and the apply fails or the listener is open.",
  controls: [...ENCRYPTED_IN_TRANSIT, "NIST 800-53 SC-23(5)"],
  covers: ["HIPAA.Security-ELBv2ACMCertificateRequired", "HIPAA.Security-ELBACMCertificateRequired"],
  types: ["aws_lb_listener"],
  check: (listener, side) => {
    const tls = speaksTls(side, listener);
    if (tls === undefined) return { unread: "its protocol cannot be read" };
    return tls ? lacks(side, listener, "certificate_arn", "it has no certificate") : undefined;
  },
};
