/** `natGateways` → `nat_gateways`: TypeScript names are camelCase, Terraform's are snake_case. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/**
 * Text for Terraform's users: those words that are names of inputs and outputs are written as they know them. What is in double quotes
 * stays, such as a key of a map, and so do a list in brackets after a space, which holds names of another tool, and words that are joined
 * by colons, such as a condition key of IAM.
 */
export function inTerraformNames(text: string, names: ReadonlySet<string>): string {
  return text.replace(/"[^"\n]*"|(?<= )\[[^\]\n]*\]|\w+(?::\w+)*/g, (word) =>
    names.has(word) ? snakeCase(word) : word,
  );
}

/** Throws where two names are one in Terraform, and one would silently replace the other: minSize and min_size. */
export function checkDistinct(names: readonly string[], path: string): void {
  const taken = new Map<string, string>();
  for (const name of names) {
    const other = taken.get(snakeCase(name));
    if (other)
      throw new Error(`${path}${other} and ${name} are both ${snakeCase(name)} in Terraform; rename one`);
    taken.set(snakeCase(name), name);
  }
}

/** `load-balancer` → `LoadBalancer`: the class that belongs to a module folder. */
export function pascalCase(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}

/** The known name closest to a misspelt one, or undefined when none is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.floor(given.length / 3)) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length]!;
}
