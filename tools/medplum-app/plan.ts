import { IMMUTABLE, type WebFile } from "./web-file";

/** An object of the bucket, as far as the command looks at it. */
export interface StoredObject {
  readonly key: string;
  readonly sha256?: string;
  readonly contentType?: string;
  readonly cacheControl?: string;
  /** Whether this command uploaded it. */
  readonly own: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** What the command remembers of an object, as S3 tags: they are not served, and say of each object what is true of it. */
export const tags = {
  /** An earlier content may still be in CloudFront's caches; the value is always "pending". */
  invalidation: "Invalidation",
  /** When the object was first seen not to belong to the release. */
  unusedSince: "UnusedSince",
} as const;

/** What a run is to do. */
export interface Plan {
  /** In this order: what pages load before the pages, index.html last. */
  readonly upload: readonly WebFile[];
  /** Objects that replace another content. */
  readonly replaced: ReadonlySet<string>;
  readonly unchanged: readonly string[];
  /** Objects whose earlier content CloudFront may still have. */
  readonly invalidate: readonly string[];
  /** Objects of an earlier release that belong to this one, too. */
  readonly usedAgain: readonly StoredObject[];
  /** Objects that no longer belong to the release. */
  readonly newlyUnused: readonly StoredObject[];
  /** Objects that have not belonged to a release for long enough. */
  readonly remove: readonly string[];
  /** Objects that stay until later. */
  readonly kept: readonly string[];
  /** Objects that this command did not upload, and leaves alone. */
  readonly foreign: readonly string[];
  readonly warnings: readonly string[];
}

/** Compares a release with the bucket. */
export function planOf(
  release: readonly WebFile[],
  bucket: readonly StoredObject[],
  { now, keepDays }: { readonly now: Date; readonly keepDays: number },
): Plan {
  const stored = new Map(bucket.map((object) => [object.key, object]));
  const released = new Set(release.map(({ key }) => key));
  const upload = release.filter((file) => !isCurrent(file, stored.get(file.key)));
  const replaced = new Set(upload.map(({ key }) => key).filter((key) => stored.has(key)));
  const leftPending = bucket.filter(({ key, tags: own }) => released.has(key) && own[tags.invalidation]);
  const old = bucket.filter(({ key, own }) => own && !released.has(key));
  const cutoff = now.getTime() - keepDays * 86_400_000;
  const since = ({ tags: own }: StoredObject): number => Date.parse(own[tags.unusedSince] ?? "");
  const remove = old.filter((object) => since(object) <= cutoff).map(({ key }) => key);
  return {
    upload: inOrder(upload),
    replaced,
    unchanged: release.filter(({ key }) => !upload.some((file) => file.key === key)).map(({ key }) => key),
    invalidate: [...new Set([...replaced, ...leftPending.map(({ key }) => key)])].sort(),
    // An upload replaces an object's tags.
    usedAgain: bucket.filter(
      ({ key, tags: own }) => released.has(key) && own[tags.unusedSince] && !replaced.has(key),
    ),
    newlyUnused: old.filter((object) => Number.isNaN(since(object))),
    remove,
    kept: old.map(({ key }) => key).filter((key) => !remove.includes(key)),
    foreign: bucket.filter(({ key, own }) => !own && !released.has(key)).map(({ key }) => key),
    warnings: upload
      .filter(
        ({ key, sha256 }) =>
          stored.get(key)?.cacheControl === IMMUTABLE && stored.get(key)?.sha256 !== sha256,
      )
      .map(
        ({ key }) =>
          `${key} changed under a name that browsers were told to keep for a year: those that have it keep the old one until it is reloaded`,
      ),
  };
}

const isCurrent = (file: WebFile, object: StoredObject | undefined): boolean =>
  object !== undefined &&
  object.own &&
  object.sha256 === file.sha256 &&
  object.contentType === file.contentType &&
  object.cacheControl === file.cacheControl;

/** A page is there only once everything that it may load is. */
function inOrder(files: readonly WebFile[]): WebFile[] {
  const rank = ({ key, cacheControl }: WebFile): number => {
    if (key === "index.html") return 3;
    if (key.endsWith(".html")) return 2;
    return cacheControl === IMMUTABLE ? 0 : 1;
  };
  return [...files].sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
}

/** Groups of files in the order of the upload; those of one group may go up together. */
export function stages(files: readonly WebFile[]): WebFile[][] {
  const pages = files.filter(({ key }) => key.endsWith(".html") && key !== "index.html");
  const page = files.filter(({ key }) => key === "index.html");
  const others = files.filter(({ key }) => !key.endsWith(".html"));
  return [others, pages, page].filter((group) => group.length > 0);
}

/** CloudFront's paths of objects; index.html is also the site's root. */
export const invalidationPaths = (keys: readonly string[]): string[] =>
  keys.flatMap((key) => [...(key === "index.html" ? ["/"] : []), `/${encodeURI(key)}`]);
