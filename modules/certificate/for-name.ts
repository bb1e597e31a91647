import { type Expression, tf } from "../../lib/expression";
import type { CallOptions } from "../../lib/module";
import type { OptionalReference } from "../../lib/reference";
import type { ModuleStack } from "../../lib/stack";
import { Certificate } from "./index";

/** A name, and the certificate that its caller may have for it. */
export interface Named {
  readonly domainName: string;
  readonly existingCertificate: OptionalReference<{ readonly arn: string }>;
  readonly subjectAlternativeNames?: string[];
}

/** The caller's certificate for a name, or a new one; with the caller's own, the zone is a matter of records only. */
export const certificateFor = (
  module: ModuleStack,
  id: string,
  { domainName, subjectAlternativeNames, existingCertificate }: Named,
  zone: Expression,
  options?: CallOptions,
) =>
  new Certificate(
    module,
    id,
    {
      domainName,
      subjectAlternativeNames,
      zoneId: tf`${existingCertificate.given} ? null : ${zone}`,
      existingCertificate,
    },
    options,
  ).outputs;
