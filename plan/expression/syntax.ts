import * as fs from "node:fs";
import { Language, type Node, Parser } from "web-tree-sitter";

/** Reads Terraform's expressions. */
export interface SyntaxReader {
  /** The expression of an argument in JSON syntax: a template, or what stands in `${…}` where there is nothing else. Undefined where it is none. */
  readonly template: (text: string) => Node | undefined;
}

let reader: Promise<SyntaxReader> | undefined;

/** Loads the grammar, once a process. */
export const syntaxReader = (): Promise<SyntaxReader> => (reader ??= load());

async function load(): Promise<SyntaxReader> {
  await Parser.init();
  // Under tsx's own import, resolved names end with a query.
  const [file] = require
    .resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm")
    .split("?");
  const grammar = fs.readFileSync(file!);
  const parser = new Parser().setLanguage(await Language.load(grammar));
  const expressionOf = (text: string): Node | undefined => {
    const root = parser.parse(`x = ${text}`)?.rootNode;
    if (!root || root.hasError) return undefined;
    const attributes = root.namedChild(0)?.namedChildren ?? [];
    return attributes.length === 1 ? (attributes[0]?.namedChild(1) ?? undefined) : undefined;
  };
  return {
    template: (text) =>
      (text.startsWith("${") && text.endsWith("}") ? expressionOf(text.slice(2, -1)) : undefined) ??
      expressionOf(`<<${DELIMITER}\n${text}\n${DELIMITER}\n`),
  };
}

/** A line that no text has. */
const DELIMITER = "END_OF_THE_TEMPLATE_7E1";
