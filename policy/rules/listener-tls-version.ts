import { unless, speaksTls } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule } from "../rule";

export const listenerTlsVersion: Rule = {
  id: "listener-tls-version",
  title: "HTTPS listeners speak TLS 1.2 and newer only",
  reason:
    "TLS 1.0 and 1.1 can be broken; AWS's default policy for listeners still has them when an API makes the listener.",
  controls: ENCRYPTED_IN_TRANSIT,
  types: ["aws_lb_listener"],
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
  check: (listener, side) => {
    const tls = speaksTls(side, listener);
    if (tls === undefined) return { unread: "its protocol cannot be read" };
    return tls
      ? unless(
          side,
          listener,
          "ssl_policy",
          (policy) => /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)(-|$)/.test(String(policy)),
          "its ssl_policy has versions below TLS 1.2",
        )
      : undefined;
  },
};
