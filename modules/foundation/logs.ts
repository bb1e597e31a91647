import type { Expression } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { LogBucket } from "../log-bucket";
import type { FoundationInputs } from "./inputs";

/** What is delivered in addition to access logs without a prefix. */
interface Deliveries {
  readonly loadBalancerPrefixes?: readonly string[];
  /** Trails, as the log-bucket module takes them. */
  readonly trails?: Expression;
}

/** The bucket of an application's access logs. */
export function logBucket(
  module: ModuleStack,
  { name, forceDestroy }: FoundationInputs,
  { loadBalancerPrefixes = [], trails }: Deliveries = {},
) {
  const { outputs } = new LogBucket(module, "logs", {
    name,
    ...(loadBalancerPrefixes.length > 0 ? { loadBalancerPrefixes: [...loadBalancerPrefixes] } : {}),
    ...(trails && { trails }),
    forceDestroy: forceDestroy.given,
  });
  return outputs;
}
