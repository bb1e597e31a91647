import { EncryptionKey } from "../../../modules/encryption-key";
import { synthesize } from "../synthesis";

const { resource } = synthesize(EncryptionKey);
const key = resource["aws_kms_key"]!["this"]!;
const policy = key["policy"] as string;

test("the key's material rotates", () => {
  expect(key["enable_key_rotation"]).toBe(true);
});

const statement = (sid: string) => policy.slice(policy.indexOf(`"Sid" = "${sid}"`)).split('{"Sid"')[0]!;

test("services may use it for this account only", () => {
  expect(statement("ServicesForThisAccount")).toContain(
    '"aws:SourceAccount" = data.aws_caller_identity.current.account_id',
  );
  expect(statement("LogGroupsOfThisAccount")).toContain('"kms:EncryptionContext:aws:logs:arn"');
  expect(statement("AccountThroughServices")).toContain(
    '"kms:CallerAccount" = data.aws_caller_identity.current.account_id',
  );
});

test("whoever publishes to this account's topics is admitted by the topic, with an account or without", () => {
  const publishers = statement("PublishersToTopicsOfThisAccount");
  expect(publishers).toContain(
    '"Service" = distinct(concat(["events.amazonaws.com"], var.service_principals))',
  );
  expect(publishers).toContain('"Action" = ["kms:Decrypt", "kms:GenerateDataKey*"]');
  expect(publishers.split('"Condition" = ')[1]).toMatch(
    /^\{"ArnLike" = \{"kms:EncryptionContext:aws:sns:topicArn" = "arn:.+:sns:.+:\*"\}\}/,
  );
});

test("who comes through a service may grant only what the service needs for its own resource", () => {
  const grants = statement("GrantsToServices");
  expect(grants).toContain('"Action" = "kms:CreateGrant"');
  expect(grants).toContain('"Bool" = {"kms:GrantIsForAWSResource" = "true"}');
  expect(grants).toContain('"kms:CallerAccount" = data.aws_caller_identity.current.account_id');
  expect(policy.match(/kms:CreateGrant/g)).toHaveLength(1);
});

test("statements for services exist only when services are named, since one without is malformed", () => {
  expect(policy).toContain("if length(var.service_principals) > 0]");
  expect(policy).toContain("if length(var.via_services) > 0]");
});

test.each([
  [
    "a principal that is none",
    { servicePrincipals: ["sns"] },
    /servicePrincipals\[0\] must be a service principal/,
  ],
  ["a window of a day", { deletionWindowDays: 1 }, /deletionWindowDays must be at least 7/],
  ["a rotation every month", { rotationPeriodDays: 30 }, /rotationPeriodDays must be at least 90/],
])("%s is refused", (_, change, message) => {
  expect(EncryptionKey.problems({ name: "redcap", description: "Test", ...change }, "").join()).toMatch(
    message,
  );
});
