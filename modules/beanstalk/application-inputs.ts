import { z } from "zod";
import { decides } from "../../lib/schema";

// The application: where it comes from, how it is deployed, and how it is served.

export const applicationInputs = {
  sourceBundle: z
    .strictObject({
      bucket: z.string().min(3).max(63).describe("S3 bucket."),
      key: z.string().min(1).max(1024).describe("Object key of the zip."),
      earlierKeys: z
        .array(z.string().min(1).max(1024))
        .default([])
        .describe(
          "Keys of bundles of versions that may still run, or patterns of them (old/app-*). The roles read these, the bundle, and " +
            "objects whose key begins like its key, up to the first digit: its other versions. They read nothing else of the bucket.",
        ),
      versionLabel: z
        .string()
        .min(1)
        .max(100)
        .describe("Version label. One with a hash of the content makes every change a new version."),
    })
    .describe("The application, as a zip in S3."),
  applicationUpgrades: decides(z.enum(["terraform", "easy_upgrade"]))
    .default("terraform")
    .describe(
      "What changes the version that runs. `terraform`: the next apply deploys a new source bundle. `easy_upgrade`: the " +
        "application deploys its own upgrades; Terraform deploys the first version only, and the instances get the rights " +
        "to deploy.",
    ),
  maxVersions: z
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe("Maximum number of application versions; older ones are deleted, their bundles stay in S3."),
  deploymentPolicy: decides(z.enum(["RollingWithAdditionalBatch", "Immutable"]))
    .default("RollingWithAdditionalBatch")
    .describe(
      "How a version is deployed. Both keep full capacity; `Immutable` replaces all instances and takes longer.",
    ),
  managedUpdates: z
    .strictObject({
      enabled: decides(z.boolean())
        .default(true)
        .describe("Whether AWS applies new platform versions of the same PHP version."),
      startTime: z
        .string()
        .regex(
          /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01][0-9]|2[0-3]):[0-5][0-9]$/,
          "must be a time in UTC like Sun:03:00",
        )
        .default("Sun:03:00")
        .describe("Start of the weekly two-hour window, UTC."),
      level: z.enum(["minor", "patch"]).default("minor").describe("Highest level that is applied."),
      instanceRefresh: z
        .boolean()
        .default(true)
        .describe("Whether instances are replaced every week even without an update."),
    })
    .prefault({})
    .describe("Platform updates by AWS, in a weekly window."),
  documentRoot: z
    .string()
    .regex(/^\/[A-Za-z0-9._\/-]*$/, "must be a path like /public")
    .default("/")
    .describe("Folder of the bundle that the web server publishes."),
  proxy: decides(z.enum(["nginx", "apache"]))
    .default("nginx")
    .describe("Web server in front of PHP-FPM."),
  php: z
    .strictObject({
      memoryLimit: z
        .string()
        .regex(/^[0-9]+[KMG]$/, "must be a size like 512M")
        .default("512M")
        .describe("memory_limit of PHP."),
      maxExecutionTimeSeconds: z.int().min(1).max(3600).default(300).describe("max_execution_time of PHP."),
    })
    .prefault({})
    .describe("PHP settings that Elastic Beanstalk manages; others belong in the bundle."),
  healthCheckPath: z
    .string()
    .max(1024)
    .regex(/^\/[^ ]*$/, "must be a path like /healthz")
    .default("/healthz")
    .describe("Path that answers 200 over HTTPS when an instance can serve requests."),
  stickySessions: z
    .boolean()
    .default(true)
    .describe("Whether a browser stays on one instance, which PHP sessions on disk need."),
  deregistrationDelaySeconds: z
    .int()
    .min(0)
    .max(3600)
    .default(60)
    .describe("Seconds that open requests have to finish before an instance is removed."),
};
