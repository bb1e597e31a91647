import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { regions } from "../../../lib/aws/regions";
import { writeCertificateAuthorities } from "../../../modules/database/certificate-authorities";
import { temporaryFolder } from "../../lib/example";

const folder = temporaryFolder();
writeCertificateAuthorities(folder);
const file = path.join(folder, "certificate-authorities.json");
const byRegion = Object.entries(JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, string>);

test.each(byRegion)("the authorities of %s are its three roots, and valid for decades", (region, pem) => {
  const certificates = pem
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter(Boolean)
    .map((text) => new X509Certificate(text));
  expect(certificates.map(({ subject }) => /CN=(.*)/.exec(subject)![1])).toEqual(
    ["RSA2048", "RSA4096", "ECC384"].map((kind) => `Amazon RDS ${region} Root CA ${kind} G1`),
  );
  for (const certificate of certificates) {
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Number(/\d{4}(?= GMT)/.exec(certificate.validTo)![0])).toBeGreaterThan(2060);
  }
  expect(pem.length).toBeLessThan(6000);
});

test("they are those of regions; what is missing is what the npm package lacks", () => {
  const names = byRegion.map(([region]) => region);
  expect(names.filter((name) => !(regions as readonly string[]).includes(name))).toEqual([]);
  expect(regions.filter((region) => !names.includes(region))).toEqual([
    "ap-east-2",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "il-central-1",
    "mx-central-1",
    "us-gov-east-1",
    "us-gov-west-1",
  ]);
});
