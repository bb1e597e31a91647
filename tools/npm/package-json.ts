import type { Files } from "../support/files";

/** What is read of a package's package.json. */
export interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The package.json among a package's files; empty where there is none that can be read. */
export function packageJsonOf(files: Files): PackageJson {
  try {
    const { name, version, dependencies } = JSON.parse(
      files.get("package.json")!.toString("utf8"),
    ) as PackageJson;
    return { name: text(name), version: text(version), dependencies };
  } catch {
    return {};
  }
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
