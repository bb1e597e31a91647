import type { Network } from "../../plan/network";
import type { Resource } from "../../plan/model";
import type { PlanValues } from "../../plan/values";
import { attributeChanges } from "../attributes";
import type { Finding } from "../finding";

/** What is put into other security groups, or into subnets that the internet reaches: the rules stay, and who they are of changes. */
export function placements(before: Network, after: Network, values: PlanValues): Finding[] {
  const { model } = after.side;
  return after.places.flatMap((address): Finding[] => {
    const resource = model.resource(address);
    // What is made anew is judged by the rules of its groups.
    if (!resource?.before || !resource.after) return [];
    const had = new Set(before.groupsOf(address));
    const joined = after
      .groupsOf(address)
      .filter((group) => !had.has(group) && model.resource(group)?.action !== "replace");
    const nowPublic = after.isPublic(address) === true && before.isPublic(address) !== true;
    return [
      ...(joined.length > 0
        ? [
            finding(resource, values, `${address} is in other security groups`, [
              `Who may connect to it, and what it may connect to, is what these say, too: ${joined.join(", ")}.`,
            ]),
          ]
        : []),
      ...(nowPublic
        ? [
            finding(resource, values, `${address} is in a subnet with a route to the internet`, [
              "It was in none: a rule that is open to everybody lets the internet in.",
            ]),
          ]
        : []),
    ];
  });
}

function finding(each: Resource, values: PlanValues, what: string, why: readonly string[]): Finding {
  const causes = attributeChanges(each, values).filter(({ path }) =>
    /security_group|subnet|vpc_config|network_configuration|setting/.test(path),
  );
  return {
    kind: "reach",
    address: each.address,
    what,
    why,
    causes: causes.slice(0, 8),
    followers: [],
    fromExpression: causes.some(({ fromExpression }) => fromExpression),
    accepted: { what, why },
  };
}
