import { SigningKey } from "../../../modules/signing-key";
import { checkedAtSynth } from "../inputs";
import { accepted, refused } from "./cases";
import { keys } from "./keys";

checkedAtSynth(SigningKey, { accepted, refused });

test("a private key that is given by mistake is not repeated, since problems are in logs", () => {
  const text = keys.private.replace(/PRIVATE KEY/g, "RSA PRIVATE KEY");
  for (const publicKey of [keys.private, text])
    expect(SigningKey.problems({ name: "files", keys: { a: { own: { publicKey } } } }, "")).toEqual([
      expect.stringMatching(/^keys\.a\.own\.publicKey must be a public key in PEM.* \(got a private key\)$/),
    ]);
});
