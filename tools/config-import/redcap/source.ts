import { regionOf } from "./arn";
import type { ParameterName, RedcapDraft } from "./parameters";
import { secretSteps } from "./secret";

const fromApi = "Download using REDCap API";
const fromS3 = "Provide in S3";

/** S3orAPI and what belongs to it: where REDCap comes from. */
export function source(draft: RedcapDraft, name: string): void {
  const way = draft.get("S3orAPI");
  if (way === fromApi) community(draft, name);
  else if (way === fromS3) bucket(draft);
  else {
    draft.refuse(
      "S3orAPI",
      `must be ${JSON.stringify(fromApi)} or ${JSON.stringify(fromS3)} (got ${JSON.stringify(way)})`,
      "redcap.redcapSource",
    );
  }
  draft.note(
    "Easy Upgrade",
    'with Terraform, a new source is deployed by the next apply. applicationUpgrades: "easy_upgrade" keeps REDCap\'s own ' +
      "button working, with wider rights for the instances",
  );
}

function community(draft: RedcapDraft, name: string): void {
  const { communitySecretArn } = draft.options;
  draft.set("redcap.redcapSource.kind", "community", "S3orAPI");
  draft.set("redcap.redcapSource.redcapVersion", draft.get("Redcapver"), "Redcapver");
  draft.set("redcap.redcapSource.credentialsSecretArn", communitySecretArn, "--community-secret-arn");
  unused(draft, ["RedcapS3Bucket", "RedcapS3Key"], `S3orAPI is ${JSON.stringify(fromApi)}`);
  if (draft.get("Redcapver") === "latest") {
    draft.note(
      "Redcapver latest",
      "each build takes the newest, and an update of these modules builds again. Pin a version in production, such as 16.0.18",
    );
  }
  if (communitySecretArn === undefined) {
    draft.refuse(
      "RedcapUname",
      "and RedcapPword are a login, which no environment file may contain. --community-secret-arn is required, the ARN of a " +
        `secret with it:\n${secretSteps({
          name: `${name}-community`,
          json: '{"username": "…", "password": "…"}',
          region: draft.region,
          option: "--community-secret-arn",
        })}`,
      "redcap.redcapSource",
    );
    return;
  }
  const region = regionOf(communitySecretArn);
  if (region && region !== draft.region) {
    draft.refuse("--community-secret-arn", `must be a secret in ${draft.region} (got one in ${region})`);
  }
  draft.note(
    "RedcapUname, RedcapPword",
    "not in the file: they are read from the secret of --community-secret-arn",
  );
}

function bucket(draft: RedcapDraft): void {
  draft.set("redcap.redcapSource.kind", "s3", "S3orAPI");
  for (const [key, path] of [
    ["RedcapS3Bucket", "redcap.redcapSource.bucket"],
    ["RedcapS3Key", "redcap.redcapSource.key"],
  ] as const) {
    if (draft.get(key)) draft.set(path, draft.get(key), key);
    else draft.refuse(key, `is required with S3orAPI ${JSON.stringify(fromS3)}`, "redcap.redcapSource");
  }
  const region = draft.get("RedcapS3BucketRegion");
  if (region !== draft.region)
    draft.set("redcap.redcapSource.otherRegion.name", region, "RedcapS3BucketRegion");
  draft.note(
    "RedcapUname, RedcapPword, Redcapver",
    `not used, because S3orAPI is ${JSON.stringify(fromS3)}: a new version is a new object in the bucket`,
  );
  if (draft.options.communitySecretArn !== undefined) {
    draft.refuse("--community-secret-arn", `is for S3orAPI ${JSON.stringify(fromApi)} only`);
  }
}

function unused(draft: RedcapDraft, keys: readonly ParameterName[], why: string): void {
  const given = keys.filter((key) => draft.get(key) !== "");
  if (given.length > 0) draft.note(given.join(", "), `not used, because ${why}`);
}
