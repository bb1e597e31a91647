import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { servesProviders } from "../../../tools/terraform/registry";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** Time that is long enough for an answer on the busiest machine. */
const ENOUGH_MS = 30_000;

async function answerTo(listener: RequestListener, timeoutMs = ENOUGH_MS): Promise<boolean> {
  const { port } = await serve(listener);
  return servesProviders(`http://127.0.0.1:${port}/`, timeoutMs, {});
}

test("a host that serves the discovery document of providers is reachable", async () => {
  expect(await answerTo((_request, response) => response.end('{"providers.v1":"/v1/providers/"}'))).toBe(
    true,
  );
});

test("a sign-in page in between is not the registry", async () => {
  expect(await answerTo((_request, response) => response.end("<html>Please log in</html>"))).toBe(false);
  expect(await answerTo((_request, response) => response.end('{"login":true}'))).toBe(false);
});

test("a host that does not answer in time, or at all, is not reachable", async () => {
  const started = Date.now();
  expect(await answerTo(() => undefined, 500)).toBe(false);
  expect(Date.now() - started).toBeLessThan(ENOUGH_MS);
  const { server, port } = await serve(() => undefined);
  server.close();
  expect(await servesProviders(`http://127.0.0.1:${port}/`, ENOUGH_MS, {})).toBe(false);
});

test("the proxy of HTTPS_PROXY is asked for the host, with its password", async () => {
  const { server, port } = await serve(() => undefined);
  const asked: string[] = [];
  server.on("connect", (request, socket) => {
    asked.push(`${request.url} ${request.headers["proxy-authorization"]}`);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  const proxy = `http://user:pass@127.0.0.1:${port}`;
  expect(await servesProviders("https://registry.invalid/x", ENOUGH_MS, { HTTPS_PROXY: proxy })).toBe(false);
  expect(asked).toEqual([`registry.invalid:443 Basic ${Buffer.from("user:pass").toString("base64")}`]);

  for (const NO_PROXY of ["registry.invalid", "x.test, .invalid", "*"]) {
    await servesProviders("https://registry.invalid/x", 500, { HTTPS_PROXY: proxy, NO_PROXY });
  }
  expect(asked).toHaveLength(1);
});
