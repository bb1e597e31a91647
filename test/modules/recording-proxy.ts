import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that a client makes of AWS's query protocol. */
export type Call = URLSearchParams;

/**
 * A server between Terraform and a local cloud that sees every call and may answer it instead: with the code and message of an error.
 */
export async function recordingProxy(
  url: string,
  answer: (call: Call) => { code: string; message: string } | undefined,
): Promise<{ url: string; close: () => Promise<unknown> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const fault = answer(new URLSearchParams(body.toString("latin1")));
      if (fault) {
        response.writeHead(400, { "Content-Type": "text/xml" });
        response.end(
          `<ErrorResponse><Error><Type>Sender</Type><Code>${fault.code}</Code><Message>${fault.message}</Message></Error></ErrorResponse>`,
        );
        return;
      }
      const passed = await fetch(`${url}${request.url}`, {
        method: request.method,
        headers: headersOf(request.headers),
        body: body.length > 0 ? body : undefined,
      });
      response.writeHead(passed.status, { "Content-Type": passed.headers.get("content-type") ?? "" });
      response.end(Buffer.from(await passed.arrayBuffer()));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
      return once(server, "close");
    },
  };
}

/** Without those that belong to the connection. */
function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const own = ["host", "connection", "content-length", "transfer-encoding", "expect"];
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      own.includes(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
