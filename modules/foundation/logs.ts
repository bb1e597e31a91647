import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { LogBucket } from "../log-bucket";
import type { FoundationInputs } from "./inputs";

/** The bucket of an application's access logs. */
export function logBucket(
  module: ModuleStack,
  { name, deletionProtection }: FoundationInputs,
  { loadBalancerPrefixes = [] }: { readonly loadBalancerPrefixes?: readonly string[] } = {},
) {
  const { outputs } = new LogBucket(module, "logs", {
    name,
    ...(loadBalancerPrefixes.length > 0 ? { loadBalancerPrefixes: [...loadBalancerPrefixes] } : {}),
    forceDestroy: tf`!${deletionProtection}`,
  });
  return outputs;
}
