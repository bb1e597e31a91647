import { once } from "node:events";
import { readFileSync } from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import {
  localCloudEnvironment,
  localCloudStatus,
  profileFiles,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { temporaryFolderForEachTest } from "./temporary-folder";

const folder = temporaryFolderForEachTest();

async function emulator(): Promise<http.Server & AsyncDisposable> {
  const server = http.createServer((_request, response) => response.writeHead(403).end("who are you?"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(server, {
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  });
}

const start = (endpoint: string) =>
  startLocalCloud({ directory: folder(), env: { AWS_ENDPOINT_URL: endpoint } });

test("an emulator at AWS_ENDPOINT_URL is used instead of a server of our own", async () => {
  const server = await emulator();
  try {
    const { port } = server.address() as AddressInfo;
    const cloud = await start(`http://localhost:${port}/`);
    // An address, because S3 would put the bucket's name before a host name.
    expect(cloud).toEqual({ url: `http://127.0.0.1:${port}`, port, pid: undefined });
    expect(readFileSync(profileFiles(folder()).config, "utf8")).toContain(
      `endpoint_url = http://127.0.0.1:${port}\n`,
    );
    expect(readFileSync(profileFiles(folder()).credentials, "utf8")).toMatch(
      /^\[local\]\naws_access_key_id = \d{12}\n/,
    );
    await expect(stopLocalCloud({ directory: folder() })).resolves.toBe(false);
    expect(server.listening).toBe(true);
  } finally {
    await server[Symbol.asyncDispose]();
  }
});

test.each([
  ["localhost:4566", /"localhost:4566" must start with http:\/\//],
  ["not a url", /"not a url" is not a URL such as/],
  ["https://emulator.example.org", /must start with http:\/\//],
])("AWS_ENDPOINT_URL=%s is refused, and nothing is written", async (endpoint, message) => {
  await expect(start(endpoint)).rejects.toThrow(message);
  expect(() => readFileSync(profileFiles(folder()).config)).toThrow("ENOENT");
});

test("an emulator that does not answer is an error that says what to do", async () => {
  const server = await emulator();
  const { port } = server.address() as AddressInfo;
  await server[Symbol.asyncDispose]();
  const endpoint = `http://127.0.0.1:${port}`;
  await expect(start(endpoint)).rejects.toThrow(
    new RegExp(`nothing answers at ${endpoint} .*ECONNREFUSED.*unset AWS_ENDPOINT_URL`),
  );
  await expect(
    localCloudStatus({ directory: folder(), env: { AWS_ENDPOINT_URL: endpoint } }),
  ).resolves.toBeUndefined();
});

test("programs started for the local cloud get none of the caller's AWS settings", () => {
  const env = {
    PATH: "/bin",
    AWS_PROFILE: "prod",
    AWS_ENDPOINT_URL_S3: "http://elsewhere",
    TF_WORKSPACE: "local",
  };
  expect(withoutAwsVariables(env)).toEqual({ PATH: "/bin", TF_WORKSPACE: "local" });
  expect(localCloudEnvironment("/cloud", env)).toEqual({
    PATH: "/bin",
    TF_WORKSPACE: "local",
    AWS_PROFILE: "local",
    AWS_CONFIG_FILE: "/cloud/config",
    AWS_SHARED_CREDENTIALS_FILE: "/cloud/credentials",
  });
});
