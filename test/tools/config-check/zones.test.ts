import { environment } from "../../../app/environment";
import { zonesOf } from "../../../tools/config-check/dns/zones";
import local from "../../../envs/local";

test("zones are those of both applications, once each, with the names that need certificates", () => {
  expect(zonesOf(local)).toEqual([
    {
      at: "redcap.domain.zone",
      name: "example.edu",
      certified: [
        "redcap.example.edu",
        "api.medplum.example.edu",
        "app.medplum.example.edu",
        "storage.medplum.example.edu",
      ],
    },
  ]);
});

test("names with existing certificates need none, and an environment without a zone has none", () => {
  const { medplum, account, region } = local;
  const arn = "arn:aws:acm:us-east-1:123456789012:certificate/api";
  const api = { domainName: "api.medplum.example.edu", existingCertificate: { arn } };
  const of = (values: object) =>
    zonesOf(environment({ account, region, medplum: { ...medplum!, ...values } } as typeof local));
  expect(of({ api })[0]?.certified).toEqual(["app.medplum.example.edu", "storage.medplum.example.edu"]);
  expect(of({ api, zone: undefined, mail: { supportEmail: "a@example.edu" } })).toEqual([]);
});
