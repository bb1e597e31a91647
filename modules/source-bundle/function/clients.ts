import { setTimeout } from "node:timers/promises";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Services } from "./build";
import { reason } from "./errors";

/** Waiting for rights, in milliseconds: in all, and between two attempts. */
const PATIENCE = { altogether: 60_000, step: 3_000 };

/**
 * Clients that retry for a minute when they are denied access: Terraform invokes the function as soon as its role has its
 * rights, which take some more seconds to spread through IAM. `pause` waits for a number of milliseconds.
 */
export function patientClients(
  { signal, log }: Pick<Services, "signal" | "log">,
  pause: (milliseconds: number) => Promise<unknown> = (time) => setTimeout(time, undefined, { signal }),
): Pick<Services, "s3" | "secretsManager"> {
  let left = PATIENCE.altogether;

  function patient<C extends S3Client | SecretsManagerClient>(client: C): C {
    const stack = client.middlewareStack as S3Client["middlewareStack"];
    stack.add(
      (next, { commandName }) =>
        async (args) => {
          for (;;) {
            try {
              return await next(args);
            } catch (error) {
              if (left <= 0 || !isDenied(error)) throw error;
              log("info", `${String(commandName)} is denied, trying again`, { reason: reason(error) });
              left -= PATIENCE.step;
              await pause(PATIENCE.step);
            }
          }
        },
      { step: "initialize", name: "patience" },
    );
    return client;
  }

  return {
    s3: (region) => patient(new S3Client({ region, followRegionRedirects: region === undefined })),
    secretsManager: (region) => patient(new SecretsManagerClient({ region })),
  };
}

/** S3 answers 403, to HEAD without a name; Secrets Manager answers 400 with a name. Both say so for their KMS key, too. */
function isDenied(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === "AccessDeniedException" || $metadata?.httpStatusCode === 403;
}
