import { z } from "zod";
import { decides } from "../../lib/schema";
import { bots } from "./bot-inputs";
import { clusterPart, serverPart, workerPart } from "./parts";

const server = serverPart.shape;

/** Kinds of work that the server does in the background. Names are the server's: a later version may have others. */
const enabledWorkers = () =>
  z.array(z.string().regex(/^[a-z][a-z-]*$|^\*$/, "must be the name of a worker, like subscription, or *"));

/** The server and its workers. */
export const serverInputs = {
  server: z
    .strictObject({
      ...server,
      image: server.image.describe("Image of the server, with a version. [serverImage]"),
      cpu: server.cpu.describe("CPU units of a task, of which 1024 are one vCPU. [serverCpu]"),
      memory: server.memory.describe(
        "Memory of a task in MiB. Below 1024, the first start runs out of memory while it fills the database; start with 2048. " +
          "[serverMemory]",
      ),
      scaling: server.scaling.describe("Number of tasks. [desiredServerCount, fargateAutoScaling]"),
      tmpfs: server.tmpfs
        .unwrap()
        .prefault({ tmp: { path: "/tmp", sizeMib: 64 } })
        .describe(
          "Temporary file systems in memory, by name, that the server and its workers may write to. Default: /tmp with 64 MiB.",
        ),
      sidecars: server.sidecars.describe("Further containers of each task, by name. [additionalContainers]"),
      healthCheckGracePeriodSeconds: z
        .int()
        .min(0)
        .max(86_400)
        .default(900)
        .describe(
          "Seconds after a task's start in which ECS ignores failed health checks. Default: 900, since the first start migrates and " +
            "fills the database before the server answers, which takes two minutes or more on small tasks.",
        ),
      workers: enabledWorkers()
        .optional()
        .describe(
          "Kinds of background work that the server's own tasks do; [] for none, where workers do it. Default: all. [workers.enabled]",
        ),
    })
    .describe("The server. [environment, containerRegistryCredentialsSecretArn, fireLens]"),
  workers: z
    .record(
      z
        .string()
        .regex(
          /^[a-z][a-z0-9]{0,10}$/,
          "must be 1 to 11 lower-case letters and digits, beginning with a letter",
        ),
      z.strictObject({
        ...workerPart.shape,
        image: server.image.optional().describe("Image. Default: the server's."),
        enabled: enabledWorkers()
          .min(1)
          .default(["*"])
          .describe("Kinds of background work that these tasks do. Default: all."),
      }),
    )
    .default({})
    .describe(
      "Further ECS services, by name, that do background work and take no requests. [workerServices]",
    ),
  cluster: z
    .strictObject({
      ...clusterPart.shape,
      containerInsights: decides(clusterPart.shape.containerInsights),
    })
    .prefault({})
    .describe("The ECS cluster. [containerInsightsV2]"),
  bots,
  documentAnalysis: decides(z.boolean())
    .default(false)
    .describe(
      "Lets the server read documents with Amazon Textract and Comprehend Medical, for projects that have that feature. Default: off.",
    ),
};
