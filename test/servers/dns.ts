import { createSocket } from "node:dgram";
import { once } from "node:events";
import * as packet from "dns-packet";

/** Answers by `<type> <name>`: records, or SERVFAIL; anything else does not exist. */
export type Answers = Readonly<Record<string, readonly (string | packet.CaaData)[] | "SERVFAIL">>;

/** A DNS server for the tests of a file, at 127.0.0.1. */
export function dnsServer(answers: () => Answers): () => string {
  const socket = createSocket("udp4");
  socket.on("message", (message, { port, address }) => {
    const query = packet.decode(message);
    const { name, type } = query.questions![0]!;
    const found = answers()[`${type} ${name}`];
    const code = found === "SERVFAIL" ? 2 : found ? 0 : 3;
    const reply = packet.encode({
      type: "response",
      id: query.id,
      flags: packet.RECURSION_AVAILABLE | code,
      questions: query.questions,
      answers: Array.isArray(found)
        ? found.map((data) => ({ name, type, ttl: 60, data }) as packet.Answer)
        : [],
    });
    socket.send(reply, port, address);
  });
  beforeAll(async () => {
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
  });
  afterAll(() => void socket.close());
  return () => `127.0.0.1:${socket.address().port}`;
}
