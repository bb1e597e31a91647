import { CloudfrontKeyGroup } from "@cdktf/provider-aws/lib/cloudfront-key-group";
import { CloudfrontPublicKey } from "@cdktf/provider-aws/lib/cloudfront-public-key";
import { PrivateKey } from "@cdktf/provider-tls/lib/private-key";
import { awsProvider, tlsProvider } from "../../lib/aws/providers";
import { tf } from "../../lib/expression";
import { Sensitive, terraformModule } from "../../lib/module";
import { inputs, rules } from "./inputs";

/** The keys with which an application signs CloudFront URLs: generated, or the operator's own, in a key group of one or two. */
export const SigningKey = terraformModule({
  name: "signing-key",
  summary: "A CloudFront key group for signed URLs, whose keys can be rotated without breaking a link.",
  providers: [awsProvider, tlsProvider],
  inputs,
  rules,
  outputs: {
    keyGroupId: "ID of the key group, for a distribution's trusted key groups.",
    publicKeyIds: "CloudFront's IDs of the public keys, by their names in keys.",
    activeKeyId: "CloudFront's ID of the key that signs new URLs (Key-Pair-Id).",
    privateKeyPem:
      "Private key that signs new URLs (PKCS #1, PEM), if Terraform generated it; null if it is your own.",
  },
  resources(module, { name, keys, activeKey }) {
    const generated = new PrivateKey(module, "generated", { algorithm: "RSA", rsaBits: 2048 });
    generated.addOverride("for_each", tf`{for key, value in ${keys} : key => value if value.own == null}`);
    const { key, value } = keys.each;
    // Always the same text of the same key, as OpenSSL writes it and CloudFront returns it: another text would be another key, with
    // another ID, and every link that the old one signed would break.
    const base64 = tf`replace(${value.own.orNull.publicKey}, "/-----[A-Z ]+-----|[^A-Za-z0-9+/=]/", "")`;
    const own = tf`join("\n", concat(["-----BEGIN PUBLIC KEY-----"], regexall(".{1,64}", ${base64}), ["-----END PUBLIC KEY-----", ""]))`;
    const publicKey = new CloudfrontPublicKey(module, "key", {
      // A name is taken as long as its key exists, and a new key must be in the group before the old one can go.
      namePrefix: `${name}-${key}-`,
      comment: `${name}: signs URLs`,
      encodedKey: tf`${value.own.given} ? ${own} : ${generated.fqn}[${key}].public_key_pem`.string,
      // A renamed module keeps its keys, for the same reason.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ["name_prefix"] },
    });
    publicKey.addOverride("for_each", keys);
    const group = new CloudfrontKeyGroup(module, "this", {
      name,
      comment: `${name}: keys that sign URLs`,
      items: tf`values(${publicKey.fqn})[*].id`.list,
    });
    return {
      keyGroupId: group.id,
      publicKeyIds: tf`{for key, made in ${publicKey.fqn} : key => made.id}`,
      activeKeyId: tf`${publicKey.fqn}[${activeKey}].id`,
      privateKeyPem: new Sensitive(tf`try(${generated.fqn}[${activeKey}].private_key_pem, null)`),
    };
  },
});
