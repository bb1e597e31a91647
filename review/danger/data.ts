import type { JsonObject } from "../../plan/format";
import type { PlanModel, Resource } from "../../plan/model";
import type { PlanValues } from "../../plan/values";
import { attributeChanges } from "../attributes";
import { leaderOf } from "../changes";
import type { Finding } from "../finding";
import type { RenameFound } from "../renames";
import type { AttributeChange } from "../types";
import { type Asset, assetOf } from "./assets";
import { PROTECTIONS, weakenings } from "./weakenings";

/** Data and identities that a plan loses, gives out of hand, or protects less. */
export function dataDangers(
  model: PlanModel,
  values: PlanValues,
  renames: readonly RenameFound[],
): Finding[] {
  const causes = new Causes(model, values, renames);
  const losing = model.resources.filter((each) => assetOf(each.type) && goes(each));
  const renamed = new Map(
    renames.flatMap((rename) => rename.pairs.map(({ gone }) => [gone, rename] as const)),
  );
  const findings = losing
    .filter((each) => !renamed.has(each) && causes.of(each) === undefined)
    .map((each) => lossOf(each, assetOf(each.type)!, attributeChanges(each, values), causes.followers(each)));
  const gone = new Set(
    losing
      .filter(({ action }) => action === "delete")
      .flatMap(({ before }) => [before?.["id"], before?.["arn"]]),
  );
  return [
    ...renames.flatMap((rename) => renameLoss(rename, causes)),
    ...findings,
    ...model.resources.flatMap((each) => weakened(each, values)),
    ...model.resources
      .filter(({ type, action }) => action === "delete" && PROTECTIONS[type])
      // With what it protects, nothing is left to protect.
      .filter(({ before = {} }) => !PROTECTED.some((name) => gone.has(before[name])))
      .filter((each) => !renamed.has(each))
      .map(unprotected),
  ];
}

/** Arguments that name what a resource protects. */
const PROTECTED = ["bucket", "vpc_id", "backup_vault_name", "secret_id"];

const goes = ({ action }: Resource): boolean =>
  action === "delete" || action === "replace" || action === "forget";

/** What makes each resource go: another one that goes, or nothing else. */
class Causes {
  private readonly causes = new Map<Resource, Resource | RenameFound>();

  constructor(model: PlanModel, values: PlanValues, renames: readonly RenameFound[]) {
    const made = new Map(
      renames.flatMap((rename) => rename.pairs.map((pair) => [pair.made, rename] as const)),
    );
    for (const each of model.resources.filter(({ action }) => action === "replace")) {
      let leader = leaderOf(each, model, values);
      // What holds data of its own is a cause, whatever made it go.
      for (let next = leader; next?.action === "replace" && !holdsData(next); leader = next ?? leader)
        next = leaderOf(next, model, values);
      if (!leader || holdsData(each)) continue;
      const rename = made.get(leader);
      if (rename) this.causes.set(each, rename);
      else if (leader.action === "replace") this.causes.set(each, leader);
    }
  }

  of(resource: Resource): Resource | RenameFound | undefined {
    return this.causes.get(resource);
  }

  followers(cause: Resource | RenameFound): string[] {
    return [...this.causes].flatMap(([follower, its]) => (its === cause ? [follower.address] : [])).sort();
  }
}

/** Backups follow what they are of: theirs is no data of its own. */
const holdsData = ({ type }: Resource): boolean =>
  assetOf(type)?.kind === "data" && !type.startsWith("aws_backup_");

/** A rename that nobody has told Terraform of: everything in it is made anew. */
function renameLoss(rename: RenameFound, causes: Causes): Finding[] {
  const assets = rename.pairs.map(({ gone }) => gone).filter(({ type }) => assetOf(type));
  const followers = causes.followers(rename);
  if (assets.length === 0 && !followers.some(Boolean)) return [];
  const losses = assets.map((each) => assetOf(each.type)!.destroyed(each.before ?? {}));
  return [
    {
      kind: assets.some(holdsData) ? "data" : "identity",
      address: rename.from,
      what: `${rename.from} is destroyed, and ${rename.to} is created`,
      why: [
        `They seem to be the same ${rename.resources === 1 ? "resource" : `${rename.resources} resources`} under another name: with the moved block, nothing is destroyed.`,
      ],
      lost: losses.flatMap(({ lost }) => lost),
      kept: [...new Set(losses.flatMap(({ kept = [] }) => kept))],
      causes: [],
      followers,
      fromExpression: false,
      accepted: {
        rename: [rename.from, rename.to],
        objects: assets.map(({ before = {} }) => nameOf(before)).sort(),
      },
    },
  ];
}

function unprotected({ address, type, before = {} }: Resource): Finding {
  return {
    kind: "data",
    address,
    what: `${address} is destroyed`,
    why: [PROTECTIONS[type]!],
    causes: [],
    followers: [],
    fromExpression: false,
    accepted: { delete: nameOf(before) },
  };
}

function lossOf(
  resource: Resource,
  asset: Asset,
  changes: readonly AttributeChange[],
  followers: readonly string[],
): Finding {
  const before = resource.before ?? {};
  const { lost, kept = [] } = asset.destroyed(before);
  const causes = changes.filter(({ forces }) => forces);
  if (resource.action === "forget")
    return {
      kind: asset.kind,
      address: resource.address,
      what: `${resource.address} is forgotten`,
      why: [
        "It stays in AWS, and nobody manages it any more: no change, no alarm and no destroy of Terraform's reaches it.",
      ],
      lost: [],
      kept: [`The object ${nameOf(before)} stays in AWS.`],
      causes: [],
      followers,
      fromExpression: false,
      accepted: { forget: nameOf(before) },
    };
  const replaced = resource.action === "replace";
  const start = replaced
    ? (asset.startsFrom?.(resource.after ?? {}) ??
      (asset.kind === "data" ? "The new one starts empty." : undefined))
    : undefined;
  return {
    kind: asset.kind,
    address: resource.address,
    what: `${resource.address} is ${replaced ? "replaced" : "destroyed"}`,
    why: [
      ...(start ? [start] : []),
      ...(replaced && resource.createFirst ? ["The new one is there before the old one goes."] : []),
    ],
    lost: resource.deposed ? [`The object ${resource.deposed}, which an earlier apply has left.`] : lost,
    kept,
    causes,
    followers,
    fromExpression: causes.some(({ fromExpression }) => fromExpression),
    accepted: {
      [resource.action]: nameOf(before),
      causes: causes.map(({ path, after }) => [path, after]),
      followers: [...followers].sort(),
    },
  };
}

/** What AWS calls an object. */
const nameOf = (before: JsonObject): string => String(before["arn"] ?? before["id"] ?? "");

function weakened(resource: Resource, values: PlanValues): Finding[] {
  if (resource.action !== "update" && resource.action !== "create") return [];
  const found = weakenings(resource);
  if (found.length === 0) return [];
  const paths = new Set(found.map(({ attribute }) => attribute));
  const causes = attributeChanges(resource, values).filter(({ path }) => paths.has(path.split(/[.[]/)[0]!));
  return [
    {
      kind: "data",
      address: resource.address,
      what: `${resource.address} is protected less`,
      why: found.map(({ words }) => words),
      causes,
      followers: [],
      fromExpression: false,
      accepted: causes.map(({ path, after }) => [path, after]),
    },
  ];
}
