import type { SourceFile } from "./imports";

/** Folders whose files may import each other, those of lower layers and packages, unless it says otherwise. */
interface Layer {
  /** Folders or files. `modules/*` is each folder in modules/ that no other layer names. */
  readonly places: readonly string[];
  /** The places are apart: none imports from another. */
  readonly apart?: boolean;
  /** The one layer that may be imported, and no package. */
  readonly only?: string;
  /** Packages that may not be imported. */
  readonly refused?: RegExp;
}

/** The project's layers, lowest first. */
export const layers: readonly Layer[] = [
  { places: ["lib"], refused: /^@cdktf\/provider-/ },
  { places: ["lib/aws"] },
  { places: ["modules/*"] },
  // What applications compose of the modules below, when several need the same.
  { places: ["modules/foundation"] },
  { places: ["modules/redcap", "modules/medplum"], apart: true },
  { places: ["app"] },
  { places: ["envs"], only: "app" },
  // What reads plans: synth knows nothing of it.
  { places: ["plan"] },
  { places: ["policy"] },
  { places: ["review"] },
  { places: ["tools/support"] },
  { places: ["tools/terraform"] },
  { places: ["tools/npm"] },
  { places: ["tools/local-cloud"] },
  { places: ["tools/offline-plan"] },
  // Reads the files of a root module, for reviews, too.
  { places: ["tools/check-calls"] },
  // A plan with its review, which apply applies.
  { places: ["tools/review"] },
  { places: ["tools/plan"] },
  // What npm run docs writes and a release writes again.
  { places: ["tools/standalone"] },
  // A command whose work npm start does, too.
  { places: ["tools/bootstrap"] },
  { places: ["main.ts", "tools/*"], apart: true },
];

/** Everything that is wrong with the imports of some files, one sentence each. */
export function importProblems(sources: readonly SourceFile[]): string[] {
  const problems = sources.flatMap((source) => [
    ...source.files.flatMap((target) => fileProblem(source.path, target) ?? []),
    ...source.packages.flatMap((name) => packageProblem(source.path, name) ?? []),
  ]);
  const circles = circlesIn(new Map(sources.map(({ path, files }) => [path, files])));
  return [...problems, ...circles.map((circle) => `imports go in a circle: ${circle.join(" -> ")}`)];
}

function fileProblem(file: string, target: string): string | undefined {
  const [own, other] = [positionOf(file), positionOf(target)];
  if (!own) return `${file} is in no layer`;
  const says = `${file} imports ${target}`;
  if (!other) return `${says}, which is in no layer`;
  if (other.rank > own.rank) return `${says}: ${own.place} is below ${other.place}`;
  const { only, apart } = layers[own.rank]!;
  if (only && other.place !== only) return `${says}: ${own.place} imports from ${only} only`;
  if (apart && other.rank === own.rank && other.place !== own.place)
    return `${says}: ${own.place} and ${other.place} are apart`;
  return undefined;
}

function packageProblem(file: string, name: string): string | undefined {
  const own = positionOf(file);
  if (!own) return undefined;
  const { only, refused } = layers[own.rank]!;
  if (only) return `${file} imports ${name}: ${own.place} imports from ${only} only`;
  return refused?.test(name) ? `${file} imports ${name}, which ${own.place} must not know` : undefined;
}

/** Where a file belongs: the layer of the longest place that it is in, and that place with its `*` filled in. */
function positionOf(file: string): { rank: number; place: string } | undefined {
  const found = layers.flatMap(({ places }, rank) =>
    places.flatMap((pattern) => {
      const [place] = new RegExp(`^${pattern.replace("*", "[^/]+")}(?=/|$)`).exec(file) ?? [];
      // What is named comes before what is meant by a star.
      return place === undefined ? [] : [{ rank, place, weight: pattern.replace("*", "").length }];
    }),
  );
  return found.sort((a, b) => b.weight - a.weight)[0];
}

/** Circles of imports, each from one of its files back to it. Of circles that share imports, some may be left out. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const begun = trail.indexOf(file);
    if (begun >= 0) circles.push([...trail.slice(begun), file]);
    if (begun >= 0 || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}
