import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { patientClients } from "../../../../modules/source-bundle/function/clients";

/** An AWS whose next answers are given; then it answers 200. */
let answers: ((response: ServerResponse) => void)[];
let requests: number;
let server: Server;
const before = { ...process.env };

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    request.resume().on("end", () => (answers.shift() ?? good)(response));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  process.env["AWS_ENDPOINT_URL"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env["AWS_ACCESS_KEY_ID"] = process.env["AWS_SECRET_ACCESS_KEY"] = "test";
});
afterAll(() => {
  process.env = before;
  server.closeAllConnections();
  server.close();
});

const good = (response: ServerResponse) => response.setHeader("content-type", "application/json").end("{}");
const refuse = (code: string, status: number) => (response: ServerResponse) => {
  response.statusCode = status;
  response.end(`<Error><Code>${code}</Code><Message>No</Message></Error>`);
};
const denied = refuse("AccessDenied", 403);
const secretDenied = (response: ServerResponse) => {
  response.statusCode = 400;
  response.setHeader("content-type", "application/x-amz-json-1.1");
  response.end('{"__type": "AccessDeniedException", "Message": "Access to KMS is not allowed"}');
};

/** Clients that note how long they waited, in milliseconds. */
function clients() {
  const waits: number[] = [];
  const pause = (time: number) => Promise.resolve(waits.push(time));
  const { s3, secretsManager } = patientClients(
    { signal: new AbortController().signal, log: () => {} },
    pause,
  );
  return { s3: s3("us-east-1"), secretsManager: secretsManager("us-east-1"), waits };
}

beforeEach(() => {
  requests = 0;
  answers = [];
});

const object = { Bucket: "bucket", Key: "key" };

type Clients = ReturnType<typeof clients>;

test.each([
  ["a download", denied, ({ s3 }: Clients) => s3.send(new GetObjectCommand(object))],
  ["a look", denied, ({ s3 }: Clients) => s3.send(new HeadObjectCommand(object))],
  [
    "an upload",
    denied,
    ({ s3 }: Clients) => s3.send(new PutObjectCommand({ ...object, Body: Buffer.from("text") })),
  ],
  [
    "a secret",
    secretDenied,
    ({ secretsManager }: Clients) => secretsManager.send(new GetSecretValueCommand({ SecretId: "login" })),
  ],
])("%s that is denied at first succeeds once the role's rights are known", async (_, refusal, send) => {
  answers = [refusal, refusal];
  const all = clients();
  await send(all);
  expect(requests).toBe(3);
  expect(all.waits).toHaveLength(2);
});

test("what stays denied fails after a minute, all clients and calls together", async () => {
  answers = Array<typeof denied>(100).fill(denied);
  const { s3, waits } = clients();
  for (let i = 0; i < 2; i += 1) {
    await expect(s3.send(new GetObjectCommand(object))).rejects.toThrow(/No|AccessDenied/);
  }
  expect(waits.reduce((a, b) => a + b)).toBe(60_000);
});

test("other errors fail at once", async () => {
  answers = [refuse("NoSuchKey", 404)];
  const { s3, waits } = clients();
  await expect(s3.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: "NoSuchKey" });
  expect(waits).toEqual([]);
});
