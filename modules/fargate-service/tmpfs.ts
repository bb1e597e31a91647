import { z } from "zod";
import { tagReason } from "../../lib/aws/inputs";

// File systems in memory. ECS has them on Fargate since January 2026.

/** One of them. */
export const tmpfs = z.strictObject({
  path: z
    .string()
    .regex(/^(\/[^\/:]+)+$/, "must be an absolute path below /, without a slash at its end")
    .describe("Path in the container. What the image has there is hidden."),
  sizeMib: z
    .int()
    .min(1)
    .describe("Maximum size in MiB. What is written counts as memory of the container, and of the task."),
  executable: z
    .strictObject({
      reason: tagReason().describe("Why this is acceptable, for auditors. It becomes a tag of the service."),
    })
    .optional()
    .describe("Lets programs be run from there, which is refused otherwise (noexec)."),
});

/** Those of a container, by name. */
type Mounts = Readonly<Record<string, { readonly path: string; readonly sizeMib: number }>>;

/** Names of those at whose path something else is mounted, too. */
export function sharedPaths(mounts: Mounts, writablePaths: Readonly<Record<string, string>>): string[] {
  const paths = [
    ...Object.values(mounts).map(({ path }) => path),
    ...Object.values(writablePaths).map((path) => path.replace(/\/$/, "")),
  ];
  return Object.entries(mounts)
    .filter(([, mount]) => paths.filter((path) => path === mount.path).length > 1)
    .map(([name]) => name);
}

/** The same in HCL. */
export const sharedPathsHcl = (mounts: string, writablePaths: string): string =>
  `[for key, mount in ${mounts} : key if length([for path in concat([for other in values(${mounts}) : other.path], ` +
  `[for folder in values(${writablePaths}) : trimsuffix(folder, "/")]) : path if path == mount.path]) > 1]`;

/** Their size in MiB, all together. */
export const sizeOf = (mounts: Mounts): number =>
  Object.values(mounts).reduce((total, { sizeMib }) => total + sizeMib, 0);

/** The same in HCL. */
export const sizeOfHcl = (mounts: string): string =>
  `sum(concat([0], [for mount in values(${mounts}) : mount.size_mib]))`;
