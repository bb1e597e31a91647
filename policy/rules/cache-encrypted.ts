import { lacks, unless, unlessTrue, worstOf } from "../ask";
import { ENCRYPTED_AT_REST, ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule } from "../rule";

export const cacheEncrypted: Rule = {
  id: "cache-encrypted",
  title: "Caches are encrypted with a key of their own, and speak TLS only",
  reason: "Sessions and jobs hold what users have just read and written.",
  controls: [...new Set([...ENCRYPTED_AT_REST, ...ENCRYPTED_IN_TRANSIT])],
  types: ["aws_elasticache_replication_group"],
  check: (cache, side) =>
    worstOf(
      unlessTrue(side, cache, "at_rest_encryption_enabled", "its storage is not encrypted"),
      lacks(side, cache, "kms_key_id", "it is encrypted with AWS's own key"),
      unlessTrue(side, cache, "transit_encryption_enabled", "it speaks without TLS"),
      unless(
        side,
        cache,
        "transit_encryption_mode",
        (mode) => mode === null || mode === "required",
        "it lets clients do without TLS",
      ),
    ),
};
