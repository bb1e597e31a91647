import type { InputsOf } from "../../../lib/module";
import type { Certificate } from "../../../modules/certificate";

type Complete = InputsOf<typeof Certificate.definition.inputs>;

const common = {
  domainName: "example.edu",
  subjectAlternativeNames: ["*.example.edu", "redcap.example.edu"],
  keyAlgorithm: "EC_prime256v1",
} as const;

/** Every input, with everything that can be given at once. */
export const completes: Readonly<Record<"alone" | "issued" | "existing", Complete>> = {
  alone: { domainName: "example.edu", zoneId: "Z0123456789ABCDEFGHIJ" },
  issued: { ...common, zoneId: "Z0123456789ABCDEFGHIJ" },
  existing: {
    ...common,
    existingCertificate: {
      arn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
    },
  },
};

/** Inputs that a set needs to be known at plan, in addition to those that always decide. */
export const known = { issued: ["domainName"], existing: ["domainName"] };
