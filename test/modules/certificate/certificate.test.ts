import { Certificate } from "../../../modules/certificate";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output } = synthesize(Certificate);

checkedAtSynth(Certificate, { accepted, refused });

test("a new certificate is created before the old one is deleted", () => {
  expect(resource["aws_acm_certificate"]!["this"]!["lifecycle"]).toEqual({ create_before_destroy: true });
});

test("consumers of the ARN of a new certificate wait until it is valid", () => {
  expect(output["arn"]!.value).toBe(
    "${!(var.existing_certificate != null) ? one(aws_acm_certificate_validation.issued[*].certificate_arn) : " +
      "try(var.existing_certificate.arn, null)}",
  );
});
