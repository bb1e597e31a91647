/** The programs that read Terraform's language, by the name that each gives itself. */
export type Product = "Terraform" | "OpenTofu";

/** What tells them apart, as far as this project is concerned. */
interface Facts {
  /** The oldest version that works: write-only arguments came with it. `required_version` in every module says it, to both. */
  readonly oldest: string;
  /** Where to get it. */
  readonly install: string;
  /** The registry that it takes providers from. */
  readonly registry: string;
}

/** Both products. */
export const PRODUCTS: Readonly<Record<Product, Facts>> = {
  Terraform: {
    oldest: "1.11",
    install: "https://developer.hashicorp.com/terraform/install",
    registry: "registry.terraform.io",
  },
  OpenTofu: {
    oldest: "1.11",
    install: "https://opentofu.org/docs/intro/install",
    registry: "registry.opentofu.org",
  },
};

/**
 * The folders of a mirror, each named after a registry, that hold a product's providers: its own first. OpenTofu may have Terraform's, too:
 * the sources of hashicorp/aws, random and tls are the same in both registries.
 */
export const mirroredHosts = (product: Product): readonly string[] =>
  product === "OpenTofu"
    ? [PRODUCTS.OpenTofu.registry, PRODUCTS.Terraform.registry]
    : [PRODUCTS.Terraform.registry];
