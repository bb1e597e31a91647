/** Whether a zone can hold a name: it is the name, or a domain above it. True where either is not given. */
export const holds = (zone: string | undefined, name: string | undefined): boolean =>
  zone === undefined || name === undefined || `.${name}`.endsWith(`.${zone}`);

/** The same in HCL over two expressions; null passes. */
export const holdsHcl = (zone: string, name: string): string =>
  `try(endswith(".\${${name}}", ".\${${zone}}"), true)`;
