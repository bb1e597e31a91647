import { Certificate } from "../../../modules/certificate";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output } = synthesize(Certificate);

test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
  expect(Certificate.problems(inputs, "")).toEqual([]);
});

test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
  expect(Certificate.problems(inputs, "").join("\n")).toMatch(reason);
});

test("a new certificate is there before the old one goes", () => {
  expect(resource["aws_acm_certificate"]!["this"]!["lifecycle"]).toEqual({ create_before_destroy: true });
});

test("who uses the ARN of a new certificate waits until it is valid", () => {
  expect(output["arn"]!.value).toContain("one(aws_acm_certificate_validation.issued[*].certificate_arn)");
});
