import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";

/** What a block may have, and what may be read of it. Names are Terraform's. */
export interface Struct {
  readonly arguments: ReadonlyMap<string, Argument>;
  /** What can be read, without underscores, since bindings do not say where they are; with the structure of what is there, if it has one. */
  readonly attributes: ReadonlyMap<string, Struct | undefined>;
}

export interface Argument {
  readonly required: boolean;
  /** The structure of a block or an object; undefined for a plain value, and where bindings take anything. */
  readonly struct?: Struct;
}

/** Types by kind and name: `resource aws_sqs_queue`, `data aws_region`. */
export type Schema = ReadonlyMap<string, Struct>;

const kinds: Readonly<Record<string, string>> = {
  TerraformResource: "resource",
  TerraformDataSource: "data",
  TerraformEphemeralResource: "ephemeral",
};

/** Without underscores and capitals: how names of bindings and of Terraform are compared. */
export const loose = (name: string): string => name.replace(/_/g, "").toLowerCase();

/** Reads the schema of a provider out of its bindings: of the types in some folders of a package's `lib`, where they are there. */
export function schemaOf(lib: string, folders: Iterable<string>): Schema {
  const there = [...folders].map((name) => path.join(lib, name)).filter((folder) => fs.existsSync(folder));
  return new Map(there.flatMap(typesIn));
}

function typesIn(folder: string): (readonly [string, Struct])[] {
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const classes = new Map<string, ts.ClassDeclaration>();
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    for (const node of ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true).statements) {
      if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
      if (ts.isClassDeclaration(node) && node.name) classes.set(node.name.text, node);
    }
  }
  const reader = new Reader(interfaces, classes);
  // A folder has one type, and one interface of its arguments.
  const config = [...interfaces.values()].find((node) => /^Terraform\w*MetaArguments$/.test(baseOf(node)))
    ?.name.text;
  return [...classes].flatMap(([name, node]) => {
    const kind = kinds[baseOf(node)];
    const type = node.members.find(
      (member): member is ts.PropertyDeclaration =>
        ts.isPropertyDeclaration(member) && member.name.getText() === "tfResourceType",
    );
    if (!kind || !type?.initializer) return [];
    return [
      [`${kind} ${type.initializer.getText().replace(/"/g, "")}`, reader.struct(config ?? "", name)] as const,
    ];
  });
}

/** `TerraformResource` of `class X extends cdktf.TerraformResource`. */
const baseOf = (node: ts.ClassDeclaration | ts.InterfaceDeclaration): string =>
  node.heritageClauses?.[0]?.types[0]?.expression.getText().split(".").at(-1) ?? "";

class Reader {
  private readonly known = new Map<string, Struct>();

  constructor(
    private readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>,
    private readonly classes: ReadonlyMap<string, ts.ClassDeclaration>,
  ) {}

  /** The structure that an interface takes and a class gives. Structures may hold themselves. */
  struct(taken: string, given: string): Struct {
    const known = this.known.get(`${taken} ${given}`);
    if (known) return known;
    const found = {
      arguments: new Map<string, Argument>(),
      attributes: new Map<string, Struct | undefined>(),
    };
    this.known.set(`${taken} ${given}`, found);
    for (const member of this.interfaces.get(taken)?.members ?? [])
      if (ts.isPropertySignature(member))
        found.arguments.set(nameOf(member), {
          required: !member.questionToken,
          struct: this.nested(member.type?.getText() ?? ""),
        });
    for (const member of this.classes.get(given)?.members ?? [])
      if (ts.isGetAccessorDeclaration(member))
        found.attributes.set(loose(member.name.getText()), this.nested(member.type?.getText() ?? ""));
    return found;
  }

  /** The structure of a type such as `SqsRule[] | cdktf.IResolvable`, `SqsRuleList` and `SqsRuleOutputReference`. */
  private nested(type: string): Struct | undefined {
    for (const [word] of type.matchAll(/\b[A-Z]\w+/g)) {
      const name = word.replace(/(OutputReference|List|Map)$/, "");
      for (const each of [word, name])
        if (this.interfaces.has(each) || this.classes.has(`${each}OutputReference`))
          return this.struct(each, `${each}OutputReference`);
    }
    return undefined;
  }
}

/** Terraform's name of a property: the end of the link in its comment. */
function nameOf(member: ts.PropertySignature): string {
  const comment = member.getFullText().slice(0, member.getStart() - member.getFullStart());
  const name = /\{@link \S+#(\w+) /.exec(comment)?.[1];
  if (!name) throw new Error(`${member.name.getText()} has no link to its documentation`);
  return name;
}
