import { type Expression, tf } from "../../lib/expression";
import type { InputsOf } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { Firewall } from "../firewall";
import { firewallPart } from "./firewall-inputs";

/** What an application needs of a web ACL, as locals of the module: several web ACLs may have one profile. */
export interface FirewallProfile {
  /** Managed groups by name, without mode. */
  readonly groups: Expression;
  readonly exceptions: Expression;
  /** Files that the rate limit does not count. Default: everything counts. */
  readonly staticFiles?: { readonly folders: readonly string[] };
}

/** What a caller wants of a web ACL: references to `firewallInputs`. */
type Wanted = Parameters<typeof firewallPart.from>[0] &
  Readonly<
    Record<"mode" | "observeUntil" | "requestsPerFiveMinutes" | "knownAddresses" | "exceptionPaths", unknown>
  >;

type Inputs = InputsOf<typeof Firewall.definition.inputs>;
type CallOptions = ConstructorParameters<typeof Firewall>[3];

/** A web ACL with an application's profile, and what the caller adds to it. */
export function firewallOf(
  module: ModuleStack,
  id: string,
  wanted: Wanted,
  { groups, exceptions, staticFiles }: FirewallProfile,
  own: Pick<Inputs, "name" | "kmsKeyArn"> & Partial<Inputs>,
  options?: CallOptions,
) {
  const paths = tf`concat(exception.paths, coalesce(${wanted.exceptionPaths}, []))`;
  const mode = tf`{ mode = ${wanted.mode}, observe_until = ${wanted.observeUntil} }`;
  return new Firewall(
    module,
    id,
    {
      ...own,
      rateLimit: {
        requests: wanted.requestsPerFiveMinutes,
        known: wanted.knownAddresses,
        ...(staticFiles && { staticFiles }),
      },
      managedRuleGroups: tf`{for name, group in ${groups} : name => merge(group, ${mode})}`,
      ...firewallPart.from(wanted),
      exceptions: tf`merge({for name, exception in ${exceptions} : name => merge(exception, { paths = ${paths} })}, ${wanted.exceptions})`,
    } as Inputs,
    options,
  );
}
