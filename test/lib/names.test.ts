import { inTerraformNames } from "../../lib/names";

describe("text for Terraform's users", () => {
  const names = new Set(["vpcId", "signingKey", "activeKey"]);

  test.each([
    ["names of inputs", "vpcId, or signingKey.activeKey", "vpc_id, or signing_key.active_key"],
    ["no other word", "userData and kmsKeyArn", "userData and kmsKeyArn"],
    ["no key of a map, in quotes", 'must have "signingKey" with vpcId', 'must have "signingKey" with vpc_id'],
    [
      "no names of another tool, in brackets",
      "The vpcId. [vpcId, fireLens]",
      "The vpc_id. [vpcId, fireLens]",
    ],
    ["no condition key of IAM, with colons", "aws:sns:vpcId of vpcId", "aws:sns:vpcId of vpc_id"],
    ["an index's neighbors", "signingKey[0].activeKey", "signing_key[0].active_key"],
  ])("changes %s", (_what, text, expected) => {
    expect(inTerraformNames(text, names)).toBe(expected);
  });
});
