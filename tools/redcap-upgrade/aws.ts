import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  type CommandInvocationStatus,
  GetCommandInvocationCommand,
  paginateDescribeInstanceInformation,
  SendCommandCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { type Access, withClient } from "../support/aws-access";
import type { Aws, Command, Outcome } from "./index";
import { giveRight } from "./right";
import { takeSnapshot } from "./snapshot";

/** The states in which a command is not over. */
const UNDER_WAY: readonly (CommandInvocationStatus | undefined)[] = [
  "Pending",
  "InProgress",
  "Delayed",
  "Cancelling",
];

export interface Patience {
  /** Milliseconds between two questions. */
  readonly everyMs: number;
  /** Seconds in which an instance must take the command. */
  readonly deliverySeconds: number;
}

/** AWS of an environment. `folder` is for the commands' own Terraform. */
export function awsOf(access: Access, folder: string, { everyMs, deliverySeconds }: Patience): Aws {
  const place = (name: string) => ({
    root: access.root,
    folder: path.join(folder, name),
    env: access.env,
  });
  const ssm = <T>(work: (client: SSMClient) => Promise<T>): Promise<T> =>
    withClient(access, (region) => new SSMClient({ region }), work);
  return {
    instances: (environmentName) =>
      ssm(async (client) => {
        const Filters = [
          { Key: "tag:elasticbeanstalk:environment-name", Values: [environmentName] },
          { Key: "PingStatus", Values: ["Online"] },
        ];
        const found: string[] = [];
        for await (const page of paginateDescribeInstanceInformation({ client }, { Filters }))
          found.push(...(page.InstanceInformationList ?? []).flatMap(({ InstanceId }) => InstanceId ?? []));
        return found;
      }),
    snapshot: (cluster, snapshot) => takeSnapshot(cluster, snapshot, place("snapshot")),
    giveRight: (right) => giveRight(right, place("right")),
    store: (Bucket, Key, Body) =>
      withClient(
        access,
        (region) => new S3Client({ region, followRegionRedirects: true }),
        async (client) => {
          await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "application/sql" }));
        },
      ),
    run: (command) =>
      ssm(async (client) => {
        const id = await send(client, command, deliverySeconds);
        return outcome(client, id, command.instanceId, everyMs);
      }),
  };
}

async function send(client: SSMClient, command: Command, deliverySeconds: number): Promise<string> {
  const { Command: sent } = await client.send(
    new SendCommandCommand({
      DocumentName: command.documentName,
      InstanceIds: [command.instanceId],
      Comment: command.comment,
      TimeoutSeconds: deliverySeconds,
      Parameters: Object.fromEntries(
        Object.entries(command.parameters).map(([name, value]) => [name, [value]]),
      ),
      CloudWatchOutputConfig: { CloudWatchLogGroupName: command.logGroupName, CloudWatchOutputEnabled: true },
    }),
  );
  return sent!.CommandId!;
}

async function outcome(
  client: SSMClient,
  CommandId: string,
  InstanceId: string,
  everyMs: number,
): Promise<Outcome> {
  for (;;) {
    await sleep(everyMs);
    const answer = await client
      .send(new GetCommandInvocationCommand({ CommandId, InstanceId }))
      .catch((error: Error) => {
        // For a moment after it was sent.
        if (error.name === "InvocationDoesNotExist") return undefined;
        throw error;
      });
    if (answer === undefined || UNDER_WAY.includes(answer.Status)) continue;
    return {
      succeeded: answer.Status === "Success",
      status: answer.StatusDetails ?? answer.Status ?? "unknown",
      output: answer.StandardOutputContent ?? "",
      errors: answer.StandardErrorContent ?? "",
      logStream: `${CommandId}/${InstanceId}/…`,
    };
  }
}
