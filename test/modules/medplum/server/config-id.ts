/** Where the server takes a part of its configuration from. */
export type Source =
  { readonly kind: "aws"; readonly region: string; readonly path: string } | { readonly kind: "env" };

/**
 * The sources that the server's one argument names, separated by commas: `aws:eu-west-1:/medplum/prod/,env`. Throws for what the server
 * would not understand, and for what it would understand as something else.
 */
export function sourcesOf(args: readonly string[]): Source[] {
  if (args.length !== 1)
    throw new Error(
      `ENOENT: no such file or directory, open 'medplum.config.json': the command must be exactly one argument (got ${args.length})`,
    );
  return args[0]!.split(",").map(sourceOf);
}

function sourceOf(id: string): Source {
  if (id === "env") return { kind: "env" };
  const [, region = "us-east-1", path] = /^aws:(?:([a-z0-9-]+):)?(\/.*)$/.exec(id) ?? [];
  if (path === undefined)
    throw new Error(`${id} is no source of configuration: must be aws:<region>:/medplum/<name>/ or env`);
  if (!path.endsWith("/"))
    throw new Error(
      `${id} must end with a slash: the server cuts this path off each name, and would keep the slash`,
    );
  return { kind: "aws", region, path };
}
