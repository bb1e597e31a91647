import { secretVariable } from "../outside";
import type { ConfigDraft } from "./config-draft";

/** Variable with the values of Medplum's secret settings: `TF_VAR_medplum_secrets`. */
const secrets = ["medplum_secrets", "Medplum's secret settings by key."] as const;

/** The bucket, its names, and the key that signs its URLs. */
export function files(draft: ConfigDraft): void {
  const bucket = draft.get("storageBucketName");
  draft.input("storage.domainName", draft.get("storageDomainName"), "storageDomainName");
  draft.input("storage.bucketName", bucket, "storageBucketName");
  if (bucket !== undefined)
    draft.note(
      "storageBucketName",
      "bucket names are unique in all of AWS: while a stack of Medplum's CDK has this bucket, give another storage.bucketName, or take the bucket over: npm run config:import with --stack.",
    );
  if (typeof bucket === "string" && bucket.includes("."))
    draft.note(
      "storageBucketName",
      "a name with dots needs path-style URLs: S3's certificates do not cover it as a host name.",
    );
  const days = draft.get("storageBotInputExpirationDays");
  if (days !== undefined) {
    const input = "storage.expirations.bot-input";
    draft.input(`${input}.prefix`, "bot/", "storageBotInputExpirationDays");
    draft.input(`${input}.afterDays`, days, "storageBotInputExpirationDays");
  }
  signingKey(draft);
}

function signingKey(draft: ConfigDraft): void {
  const pem = draft.get("storagePublicKey");
  const id = draft.get("signingKeyId");
  if (draft.addition("signingKey.keys") !== undefined) return;
  if (pem === undefined && !draft.isWrong("storagePublicKey")) {
    const made =
      "Terraform generates a key pair, and keeps the private key in its state. To use your own, give storagePublicKey.";
    if (id !== undefined) draft.warn("signingKeyId", `has no effect: an ID leads to no private key. ${made}`);
    else draft.note("storagePublicKey", `is not given: ${made}`);
    return;
  }
  if (id !== undefined)
    draft.note("signingKeyId", "has no effect: storagePublicKey becomes a new CloudFront public key.");
  draft.input("signingKey.keys.a.own.publicKey", pem, "storagePublicKey");
  if (draft.addition("signingKey.encrypted") === undefined)
    draft.input("signingKey.encrypted", true, "storagePublicKey");
  const encrypted = draft.addition("signingKey.encrypted") !== false;
  draft.input("secretSettings.signingKey", {}, "storagePublicKey");
  if (encrypted) draft.input("secretSettings.signingKeyPassphrase", {}, "storagePublicKey");
  if (draft.addition("secretValues") !== undefined) return;
  draft.input("secretValues", secretVariable(...secrets), "storagePublicKey");
  draft.note(
    "storagePublicKey",
    `each plan and apply needs TF_VAR_${secrets[0]}, JSON with signingKey, the private key in PEM` +
      (encrypted
        ? ", and signingKeyPassphrase; for a key without a passphrase give signingKey.encrypted = false."
        : "."),
  );
}
