import * as path from "node:path";
import { AssetType, TerraformAsset, TerraformDataSource, TerraformElement, TerraformStack } from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";

/**
 * A stack whose logical ids people can read: the construct path joined by `_`, without CDKTF's hash. A name that
 * would be a number, repeat its type or collide with another is an error, since addresses are a contract.
 */
export abstract class NamedStack extends TerraformStack {
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
    // aws_vpc.vpc: the type without its provider.
    const noun = /^[^_]+_(.+)$/.exec(type)?.[1];
    if (noun && parts.includes(noun)) {
      throw new Error(`${node.path}: the logical id "${id}" repeats its type ${type}; "this" is enough`);
    }
    return id;
  }

  /** Two things of one type and name would silently become one block of JSON, no matter where the name comes from. */
  checkNames(): void {
    const owners = new Map<string, string>();
    for (const element of this.node.findAll().filter(TerraformElement.isTerraformElement)) {
      const type =
        (element as { terraformResourceType?: string }).terraformResourceType ?? element.constructor.name;
      const kind = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
      const address = `${kind}${type}.${element.friendlyUniqueId}`;
      const owner = owners.get(address);
      if (owner)
        throw new Error(`${owner} and ${element.node.path} would both be ${address}; rename one of them`);
      owners.set(address, element.node.path);
    }
  }

  override prepareStack(): void {
    this.checkNames();
    super.prepareStack();
  }
}

/** The synthesized modules, also where this project is installed as a package. */
const modulesFolder = path.resolve(__dirname, "../terraform/modules");

/**
 * Where a call finds the folder of a module. A stack of this project has the modules next to it. Any other one gets a copy of all of
 * them among its assets, since they call each other.
 */
export function sourceOf(construct: IConstruct, moduleName: string): string {
  const stack = TerraformStack.of(construct);
  if (stack instanceof NamedStack) return stack.sourceOf(moduleName);
  const copy = (stack.node.tryFindChild(ASSET) ??
    new TerraformAsset(stack, ASSET, { path: modulesFolder, type: AssetType.DIRECTORY })) as TerraformAsset;
  return `./${path.posix.join(copy.path, moduleName)}`;
}

const ASSET = "redcap-medplum-aws";

/** The stack in which a module's definition is synthesized. It carries no provider and no backend. */
export class ModuleStack extends NamedStack {
  readonly folder: string;

  constructor(scope: Construct, name: string) {
    super(scope, name);
    this.folder = `modules/${name}`;
  }
}
