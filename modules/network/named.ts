import type { TerraformElement } from "cdktf";

/**
 * Gives a resource its name in Terraform. Constructs of one scope need different ids; resources of different types may
 * share a name, so that `aws_subnet.app`, `aws_route_table.app` and `aws_route.app` say that they belong together.
 */
export function named<T extends TerraformElement>(name: string, resource: T): T {
  resource.overrideLogicalId(name);
  return resource;
}
