import { z } from "zod";
import { namePrefix } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { type Rule, rulesOver } from "../../lib/rules";
import { decides } from "../../lib/schema";
import { publicKey } from "./public-key";

const slot = () =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]{0,15}$/, "must be 1 to 16 lower-case letters and digits, beginning with a letter");

export const inputs = {
  name: namePrefix(48).describe("Name of the key group, and prefix of the names of keys that are made."),
  keys: decides(
    constrain(
      z.record(
        slot(),
        z.strictObject({
          own: z
            .strictObject({
              publicKey: publicKey().describe(
                "The public key in PEM. Line lengths, line ends and indentation do not matter.",
              ),
            })
            .optional()
            .describe(
              "A key pair of your own, whose private key Terraform never sees. Default: Terraform generates a pair, and the " +
                "private key is in its state.",
            ),
        }),
      ),
      {
        message: "must have one or two keys: the one that signs, and the one before or after it",
        check: (keys) => [1, 2].includes(Object.keys(keys).length),
        condition: (ref) => `contains([1, 2], length(${ref}))`,
      },
    ),
  )
    .default({ a: {} })
    .describe(
      "Keys by a name of your choice. CloudFront accepts signatures of all of them. Two during a rotation: add one, make it the " +
        "active one, and remove the old one once its URLs have expired.",
    ),
  activeKey: decides(slot()).default("a").describe("Name of the key that signs new URLs."),
};

export type Inputs = InputReferences<typeof inputs>;

const rule = rulesOver<typeof inputs>();

export const rules: readonly Rule[] = [
  rule(["activeKey", "keys"], {
    message: "must be one of the names in keys",
    check: ({ activeKey, keys }) => Object.hasOwn(keys, activeKey),
    condition: "contains(keys(var.keys), var.active_key)",
  }),
];
