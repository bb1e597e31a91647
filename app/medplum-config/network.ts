import { zonesOf } from "../../lib/aws/zones";
import type { ConfigDraft } from "./config-draft";
import { regionOf } from "./general";

/** What the VPC of Medplum's CDK has where the file does not say it. */
const defaultZones = 3;

/** A VPC to make, or the subnets of an existing one, which only an environment's file can give. */
export function network(draft: ConfigDraft): void {
  const existing = draft.addition("existingNetwork");
  const vpcId = draft.get("vpcId");
  if (existing === undefined && vpcId === undefined && !draft.isWrong("vpcId")) return zones(draft);
  if (draft.get("maxAzs") !== undefined)
    draft.note("maxAzs", "has no effect: the zones are those of the existing VPC's subnets.");
  const other = draft.addition("existingNetwork.vpcId");
  if (existing === undefined)
    draft.refuse(
      "vpcId",
      "needs the VPC's subnets, which the file does not have: give existingNetwork with vpcId, publicSubnetIds, appSubnetIds and " +
        "dataSubnetIds in the second argument of medplumConfig",
      "medplum.network",
    );
  else if (other === undefined) draft.input("existingNetwork.vpcId", vpcId, "vpcId");
  else if (typeof vpcId === "string" && typeof other === "string" && other !== vpcId)
    draft.refuse("vpcId", `must be the VPC of existingNetwork, ${other} (got ${JSON.stringify(vpcId)})`);
}

function zones(draft: ConfigDraft): void {
  draft.trace("medplum.network.availabilityZones", "maxAzs");
  const given = draft.decided("maxAzs");
  const all = zonesOf(regionOf(draft) ?? "us-east-1");
  const wanted = given ?? defaultZones;
  const legal = Number.isInteger(wanted) && wanted >= 2;
  if (!legal)
    draft.refuse(
      "maxAzs",
      `must be a whole number of at least 2, since load balancers and Aurora need two availability zones (got ${wanted})`,
    );
  const names = all.slice(0, legal ? wanted : 2);
  draft.input("network.availabilityZones", names, "maxAzs");
  if (draft.addition("network.availabilityZones") !== undefined) return;
  const list = names.join(", ");
  if (given === undefined)
    draft.note("maxAzs", `is not given: the zones are ${list}, as many as Medplum's CDK takes.`);
  else if (legal && wanted > names.length)
    draft.note(
      "maxAzs",
      `the zones are ${list}, all that accounts usually see in the region; each has a NAT gateway. For others, give network.availabilityZones.`,
    );
}
