import { z } from "zod";
import { quoted } from "../../lib/expression";
import { constrain } from "../../lib/requirements";

// What a public key is, is read from its Base64 text: Terraform has no function for it. The beginning of the text holds algorithm and
// size, and the end the exponent.

const pem = /^-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----$/;
/** RSA of any size: the algorithm's identifier after the length of the key. */
const rsa = /^MI[A-Za-z0-9+/]{2,6}(BgkqhkiG9w0BAQEFAAOC|MA0GCSqGSIb3DQEBAQUAA4G)/;
const rsa2048 = /^MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA[A-Za-z0-9+/]{342}IDAQAB$/;

const clean = (text: string): string => text.replace(/\r/g, "").trim();
const bodyOf = (text: string): string => text.replace(/-----[A-Z ]+-----|\s/g, "");

/** The same in HCL. */
const cleanHcl = (ref: string): string => `trimspace(replace(${ref}, "\\r", ""))`;
const bodyHcl = (ref: string): string => `replace(${ref}, "/-----[A-Z ]+-----|\\\\s/", "")`;
const matches = (pattern: RegExp, value: string): string => `can(regex(${quoted(pattern.source)}, ${value}))`;

/** A public key that CloudFront takes, in PEM. */
export function publicKey() {
  return constrain(
    z.string(),
    {
      message:
        "must be a public key in PEM, beginning with -----BEGIN PUBLIC KEY-----: not a certificate, an SSH key or the private key",
      check: (text) => pem.test(clean(text)),
      condition: (ref) => matches(pem, cleanHcl(ref)),
    },
    {
      message: "must be an RSA key: software that signs URLs rarely supports others",
      check: (text) => !pem.test(clean(text)) || rsa.test(bodyOf(text)),
      condition: (ref) => `!${matches(pem, cleanHcl(ref))} || ${matches(rsa, bodyHcl(ref))}`,
    },
    {
      message: "must have 2,048 bits (CloudFront's size of RSA keys) and the exponent 65537",
      check: (text) => !rsa.test(bodyOf(text)) || rsa2048.test(bodyOf(text)),
      condition: (ref) => `!${matches(rsa, bodyHcl(ref))} || ${matches(rsa2048, bodyHcl(ref))}`,
    },
  );
}
