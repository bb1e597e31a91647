/** When the lists below were last compared with AWS's documentation, and where that is. */
export const reviewed = {
  on: "2026-11-27",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html",
} as const;

const burstable = ["micro", "small", "medium"];
const graviton = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const intel = ["large", "xlarge", "2xlarge", "4xlarge", "12xlarge", "24xlarge"];

/** Families of the current generations with their sizes. */
const families: Readonly<Record<string, readonly string[]>> = {
  t4g: burstable,
  t3: burstable,
  m7g: graviton,
  m6g: graviton,
  m5: intel,
  r7g: graviton,
  r6g: graviton,
  r5: intel,
};

/** Every node type that a group may have. To add some: a line above, with the date of the review. */
export const nodeTypes: readonly string[] = Object.entries(families).flatMap(([family, sizes]) =>
  sizes.map((size) => `cache.${family}.${size}`),
);

/** Families of which no new nodes can be had, and the current one that is nearest. */
export const retired: Readonly<Record<string, string>> = {
  t1: "t4g",
  t2: "t4g",
  m1: "m7g",
  m3: "m7g",
  c1: "m7g",
  m2: "r7g",
  r3: "r7g",
};

/** `cache.t1, t2: cache.t4g; …`: what to use instead, as the error message lists it. */
export function describeReplacements(): string {
  return [...new Set(Object.values(retired))]
    .map((current) => {
      const old = Object.keys(retired).filter((family) => retired[family] === current);
      return `cache.${current} for ${old.map((family) => `cache.${family}`).join(", ")}`;
    })
    .join("; ");
}

/** The reviewed families with their smallest and largest size, as the error message lists them. */
export function describeNodeTypes(): string {
  return [...new Set(Object.values(families))]
    .map((sizes) => {
      const of = Object.keys(families).filter((family) => families[family] === sizes);
      return `${of.map((family) => `cache.${family}`).join(", ")} (${sizes[0]} to ${sizes.at(-1)})`;
    })
    .join("; ");
}
