import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import { connect, type AddressInfo, type Server } from "node:net";
import * as path from "node:path";
import { servesProviders } from "../../../tools/terraform/registry";
import { temporaryFolder } from "./fake-programs";

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );

test("a registry behind a proxy that inspects TLS with a certificate of its own is reachable", async () => {
  const folder = temporaryFolder();
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=registry.test", "-days", "1"];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, "-keyout", key, "-out", cert],
    {
      stdio: "ignore",
    },
  );
  const registry = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) =>
    response.end(request.url === "/discovery.json" ? '{"providers.v1":"/v1/"}' : "no"),
  );
  const registryPort = await listen(registry);
  const proxy = createHttpServer().on("connect", (_request, socket) => {
    const upstream = connect(registryPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  const proxyPort = await listen(proxy);
  try {
    const env = { HTTPS_PROXY: `127.0.0.1:${proxyPort}` };
    expect(await servesProviders("https://registry.test/discovery.json", 5_000, env)).toBe(true);
    expect(await servesProviders("https://registry.test/other.json", 5_000, env)).toBe(false);
  } finally {
    registry.close().closeAllConnections();
    proxy.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  }
});
