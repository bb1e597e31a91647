import { Secrets } from "../../../modules/secrets";
import { synthesize } from "../synthesis";

const { resource } = synthesize(Secrets);

test("values come from an ephemeral block and go into a write-only argument: state never holds them", () => {
  const version = resource["aws_secretsmanager_secret_version"]!["value"]!;
  expect(version["secret_string_wo"]).toContain(
    "ephemeral.aws_secretsmanager_random_password.value[each.key].random_password",
  );
  expect(version).not.toHaveProperty("secret_string");
  expect(Object.keys(resource).some((type) => type.startsWith("random_"))).toBe(false);
});

test("a value changes only when its generation is raised", () => {
  expect(resource["aws_secretsmanager_secret_version"]!["value"]!["secret_string_wo_version"]).toBe(
    "${each.value.generation}",
  );
});

test("nobody may delete a protected secret by hand", () => {
  const guard = resource["aws_secretsmanager_secret_policy"]!["deletion"]!;
  expect(guard["policy"]).toContain(
    '"Effect" = "Deny", "Principal" = "*", "Action" = "secretsmanager:DeleteSecret"',
  );
  expect(guard["for_each"]).toContain("if var.deletion_protection");
});

test("what is protected has a recovery window, since a destroy takes the protection away", () => {
  const inputs = { name: "redcap", kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/x", secrets: {} };
  expect(Secrets.problems({ ...inputs, recoveryWindowDays: 0 }, "").join()).toMatch(
    /recoveryWindowDays must be 7 to 30 with deletionProtection/,
  );
  expect(Secrets.problems({ ...inputs, recoveryWindowDays: 0, deletionProtection: false }, "")).toEqual([]);
});

test.each([
  ["a recovery window of a day", { recoveryWindowDays: 1 }, /recoveryWindowDays must be 0, or 7 to 30/],
  [
    "a short value",
    { secrets: { app: { description: "x", length: 8 } } },
    /secrets\.app\.length must be at least 16/,
  ],
  [
    "a name with a slash",
    { secrets: { "a/b": { description: "x" } } },
    /secrets\.a\/b must be lower-case letters/,
  ],
])("%s is refused", (_, change, message) => {
  const inputs = {
    name: "redcap",
    kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/x",
    secrets: {},
    ...change,
  };
  expect(Secrets.problems(inputs, "").join()).toMatch(message);
});
