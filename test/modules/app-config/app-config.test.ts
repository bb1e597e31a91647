import { AppConfig } from "../../../modules/app-config";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

checkedAtSynth(AppConfig, { accepted, refused });

const { resource, output } = synthesize(AppConfig);
const parameters = resource["aws_ssm_parameter"] as Record<string, Record<string, unknown>>;

test("secrets are encrypted, and handed over as write-only arguments from what Terraform does not store", () => {
  for (const name of ["secret", "generated"]) {
    expect(parameters[name]).toMatchObject({
      type: "SecureString",
      key_id: "${var.kms_key_arn}",
      value_wo: expect.stringMatching(/^\$\{(var\.secret_values|ephemeral\.)/) as string,
      value_wo_version: "${local.versions[each.key]}",
    });
    expect(parameters[name]).not.toHaveProperty("value");
  }
});

test("plans show plain values", () => {
  expect(parameters["value"]).toMatchObject({ type: "String", insecure_value: "${each.value}" });
});

test("the fingerprint comes from inputs, and not from attributes that a change makes unknown", () => {
  expect(output["fingerprint"]!.value).not.toContain("aws_ssm_parameter");
  expect(output["fingerprint"]!.value).not.toContain("secret_values");
});
