import * as path from "node:path";
import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";

/**
 * A stack whose logical ids people can read: the construct path joined by `_`, without CDKTF's hash. A name that
 * would be a number, repeat its type or collide with another is an error, since addresses are a contract.
 */
export abstract class NamedStack extends TerraformStack {
  private readonly taken = new Map<string, Node>();

  /** The folder, from the output folder, that Terraform reads this stack from: `envs/prod`. */
  abstract readonly folder: string;

  /** Where a call from this stack finds the folder of a module. */
  sourceOf(moduleName: string): string {
    return path.posix.relative(this.folder, `modules/${moduleName}`);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const scopes: IConstruct[] = node.scopes;
    const parts = scopes.slice(scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const id = parts.join("_").replace(/[^A-Za-z0-9_-]/g, "_");
    const type = (element as { terraformResourceType?: string }).terraformResourceType ?? "";
    if (parts.some((part) => /^\d+$/.test(part))) {
      throw new Error(
        `${node.path}: the logical id "${id}" holds a number; name the thing, not its position`,
      );
    }
    if (type && parts.some((part) => type === part || type === `aws_${part}`)) {
      throw new Error(`${node.path}: the logical id "${id}" repeats its type ${type}; "this" is enough`);
    }
    const key = `${type || element.constructor.name}.${id}`;
    const owner = this.taken.get(key);
    if (owner && owner !== node) {
      throw new Error(`${owner.path} and ${node.path} would both be ${key}; rename one of them`);
    }
    this.taken.set(key, node);
    return id;
  }

  static override of(construct: IConstruct): NamedStack {
    const stack = TerraformStack.of(construct);
    if (stack instanceof NamedStack) return stack;
    throw new Error(`${construct.node.path}: modules can only be called from a module or an environment`);
  }
}

/** The stack in which a module's definition is synthesized. It carries no provider and no backend. */
export class ModuleStack extends NamedStack {
  readonly folder: string;

  constructor(scope: Construct, name: string) {
    super(scope, name);
    this.folder = `modules/${name}`;
  }
}
