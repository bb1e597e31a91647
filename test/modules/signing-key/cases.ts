import type { Inputs } from "../synthesis";
import { keys } from "./keys";

const good: Inputs = { name: "files-prod" };
const own = (publicKey: string): Inputs => ({ ...good, keys: { a: { own: { publicKey } } } });
const noPem =
  /keys\.a\.own\.publicKey must be a public key in PEM, beginning with -----BEGIN PUBLIC KEY-----/;
const notRsa = /keys\.a\.own\.publicKey must be an RSA key/;
const not2048 = /keys\.a\.own\.publicKey must have 2,048 bits \(CloudFront's size of RSA keys\)/;

export const accepted: Readonly<Record<string, Inputs>> = {
  "a generated key": good,
  "a key of one's own": own(keys.good),
  "a key without a final newline": own(keys.good.trim()),
  "a key with the line ends of Windows": own(keys.good.replace(/\n/g, "\r\n")),
  "a key on one line": own(keys.good.replace(/([A-Za-z0-9+/=])\n([A-Za-z0-9+/=])/g, "$1$2")),
  "a key without any line": own(keys.good.replace(/\n/g, "")),
  "a key that is indented": own(keys.good.replace(/^/gm, "    ")),
  "two keys": { ...good, keys: { old: {}, new1: { own: { publicKey: keys.good } } }, activeKey: "new1" },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name in upper case": [{ name: "Files" }, /name must be 2 to 48 lower-case letters/],
  "no key": [{ ...good, keys: {} }, /keys must have one or two keys/],
  "three keys": [{ ...good, keys: { a: {}, b: {}, c: {} } }, /keys must have one or two keys/],
  "a key's name with a hyphen": [
    { ...good, keys: { a: {}, "b-c": {} } },
    /keys\.b-c must be 1 to 16 lower-case/,
  ],
  "an active key that does not exist": [
    { ...good, activeKey: "b" },
    /activeKey must be one of the names in keys/,
  ],
  "an active key that is no name": [{ ...good, activeKey: "A B" }, /activeKey must be 1 to 16 lower-case/],
  "the private key": [own(keys.private), noPem],
  "a key in PKCS #1": [own(keys.pkcs1), noPem],
  "an SSH key": [own("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 me@example.edu"), noPem],
  "a certificate": [own("-----BEGIN CERTIFICATE-----\nMIIBIjANBgkq\n-----END CERTIFICATE-----\n"), noPem],
  "an encrypted private key": [
    own("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFHDBOBgkq\n-----END ENCRYPTED PRIVATE KEY-----\n"),
    noPem,
  ],
  "two public keys": [own(keys.good + keys.good), noPem],
  "a file's name": [own("public.pem"), noPem],
  "an elliptic-curve key": [own(keys.ec), notRsa],
  "something else in a key's clothes": [
    own("-----BEGIN PUBLIC KEY-----\nTODO\n-----END PUBLIC KEY-----"),
    notRsa,
  ],
  "a key of 1,024 bits": [own(keys.small), not2048],
  "a key of 4,096 bits": [own(keys.large), not2048],
  "a key with another exponent": [own(keys.exponent), not2048],
  "half a key": [own(`${keys.good.slice(0, 300)}\n-----END PUBLIC KEY-----`), not2048],
};
