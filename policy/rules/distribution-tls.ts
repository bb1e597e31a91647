import { isUnknown, type Value } from "../../plan/expression/unknown";
import { objectsIn } from "../../plan/side";
import { blocksOf, shown } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule } from "../rule";

export const distributionTls: Rule = {
  id: "distribution-tls",
  title: "Distributions speak TLS 1.2 and newer, and redirect HTTP",
  reason: "Over HTTP or old TLS, whoever is on the way reads the files.",
  controls: ENCRYPTED_IN_TRANSIT,
  types: ["aws_cloudfront_distribution"],
  check: (distribution, side) => {
    const certificates = blocksOf(side, distribution, "viewer_certificate");
    const behaviors = ["default_cache_behavior", "ordered_cache_behavior"].map((name) =>
      blocksOf(side, distribution, name),
    );
    if (certificates === "unread" || behaviors.includes("unread"))
      return { unread: "its behaviors cannot be read" };
    const version = certificates[0]?.["minimum_protocol_version"];
    if (isUnknown(version)) return { unread: `minimum_protocol_version is ${shown(version)}` };
    if (!/^TLSv1\.([2-9])/.test(String(version))) return "it speaks versions below TLS 1.2";
    const open = behaviors
      .flatMap((each) => objectsIn(each as Value))
      .some(({ viewer_protocol_policy: policy }) => policy === "allow-all");
    return open ? "it answers over HTTP" : undefined;
  },
};
