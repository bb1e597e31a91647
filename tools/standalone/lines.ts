/**
 * Lines of a JSON file, two spaces a level, by the path of keys that leads there: `resource.aws_vpc.this` → 58. Text in JSON has no
 * line breaks, so that the indentation tells the level.
 */
export function linesOf(json: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const along: string[] = [];
  json.split("\n").forEach((line, i) => {
    const [, indent, key] = /^( +)"((?:[^"\\]|\\.)*)": /.exec(line) ?? [];
    if (!indent) return;
    along.length = indent.length / 2 - 1;
    along.push(key!);
    lines.set(along.join("."), i + 1);
  });
  return lines;
}
