import { Certificate } from "../../../modules/certificate";
import { terraformEnvironment } from "../../../tools/terraform";
import { checkedByTerraform } from "../inputs";
import { offline, planCalls, type Planned } from "../synthesis";
import { accepted, refused } from "./cases";

describe("a plan", () => {
  let planned: Record<string, Map<string, Planned>>;
  beforeAll(async () => {
    const env = await terraformEnvironment();
    planned = await planCalls(
      Certificate,
      {
        alone: { domain_name: "redcap.example.edu", zone_id: "Z1" },
        more: {
          domain_name: "redcap.example.edu",
          subject_alternative_names: ["a.example.edu"],
          zone_id: "Z1",
        },
        wildcard: { domain_name: "example.edu", subject_alternative_names: ["*.example.edu"], zone_id: "Z1" },
        new_zone: { domain_name: "redcap.example.edu", zone_id: "${terraform_data.later.id}" },
        existing: {
          domain_name: "redcap.example.edu",
          existing_certificate: {
            arn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
          },
        },
        imported: {
          domain_name: "redcap.example.edu",
          existing_certificate: { arn: "${terraform_data.later.id}" },
        },
      },
      { env, provider: offline, root: { resource: { terraform_data: { later: {} } } } },
    );
  }, 300_000);

  const records = (call: string) =>
    [...planned[call]!.values()]
      .filter(({ type }) => type === "aws_route53_record")
      .map(({ index }) => index);

  test("has a validation record for its domain", () => {
    expect(records("alone")).toEqual(["domain"]);
  });

  test("adding a name leaves the other names' records alone", () => {
    expect(records("more")).toEqual(["a.example.edu", "domain"]);
  });

  test("a wildcard and its apex share one record", () => {
    expect(records("wildcard")).toEqual(["domain"]);
  });

  test("works for a zone that does not exist yet", () => {
    expect(records("new_zone")).toEqual(["domain"]);
  });

  test("an existing certificate needs no resources", () => {
    expect(planned["existing"]).toBeUndefined();
    expect(planned["imported"]).toBeUndefined();
  });
});

checkedByTerraform(Certificate, { accepted, refused });
