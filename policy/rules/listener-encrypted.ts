import { isUnknown, type Value } from "../../plan/expression/unknown";
import type { Resource } from "../../plan/model";
import type { Side } from "../../plan/side";
import { blocksOf, given, shown } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule, Verdict } from "../rule";

export const listenerEncrypted: Rule = {
  id: "listener-encrypted",
  title: "Load balancers answer over TLS, and over HTTP only with a redirect to it",
  reason: "Over HTTP, whoever is on the way reads passwords and records.",
  controls: ENCRYPTED_IN_TRANSIT,
  covers: ["HIPAA.Security-ALBHttpToHttpsRedirection", "HIPAA.Security-ELBTlsHttpsListenersOnly"],
  types: ["aws_lb_listener", "aws_lb_listener_rule"],
  check: (resource, side) => {
    const listener =
      resource.type === "aws_lb_listener" ? resource : side.resourceOf(side.value(resource, "listener_arn"));
    // A rule of a listener that is made elsewhere: the listener is judged there.
    if (!listener) return undefined;
    const protocol = given(side, listener, "protocol");
    if (isUnknown(protocol)) return { unread: `protocol is ${shown(protocol)}` };
    if (protocol === "HTTPS" || protocol === "TLS") return undefined;
    if (protocol !== "HTTP") return `${shown(protocol)} is not encrypted`;
    return redirects(side, resource, resource === listener ? "default_action" : "action");
  },
};

function redirects(side: Side, resource: Resource, name: string): Verdict {
  const actions = blocksOf(side, resource, name);
  if (actions === "unread") return { unread: `${name} cannot be read` };
  const toTls = (action: Readonly<Record<string, Value>>): boolean => {
    const redirect = action["redirect"];
    const [first] = Array.isArray(redirect)
      ? (redirect as Readonly<Record<string, Value>>[])
      : [redirect as Readonly<Record<string, Value>>];
    return action["type"] === "redirect" && first?.["protocol"] === "HTTPS";
  };
  return actions.length > 0 && actions.every(toTls)
    ? undefined
    : "it answers over HTTP with something else than a redirect to HTTPS";
}
