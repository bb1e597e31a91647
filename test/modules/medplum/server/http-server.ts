import * as http from "node:http";

/** Serves a health check, and `/`, which depends on nothing. Resolves once it listens. */
export async function serve(port: number, health: () => Promise<object>): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    switch (new URL(request.url!, "http://server").pathname) {
      case "/":
        return answer(200, { ok: true });
      case "/healthcheck":
      case "/api/healthcheck":
        return void health().then(
          (body) => answer(200, body),
          (error: Error) => answer(500, { ok: false, error: error.message }),
        );
      default:
        return answer(404, { ok: false });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, resolve);
  });
  return server;
}
