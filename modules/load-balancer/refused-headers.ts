import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { Expression } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

/** A rule for each refused header, on the listener that serves. */
export function refuseHeaders(
  module: ModuleStack,
  listenerArn: Expression,
  { refusedHeaders: headers }: InputReferences<typeof inputs>,
): LbListenerRule {
  const { key, value } = headers.each;
  const rule = new LbListenerRule(module, "refused_header", {
    listenerArn: listenerArn.string,
    priority: value,
    // A rule of its own for each: the conditions of one rule must hold together. `*` matches every value, an empty one, too.
    condition: [{ httpHeader: { httpHeaderName: key, values: ["*"] } }],
    action: [
      {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" },
      },
    ],
    tags: { Name: `refuse-${key}` },
  });
  rule.addOverride("for_each", headers);
  return rule;
}
