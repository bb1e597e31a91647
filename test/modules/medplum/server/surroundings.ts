/**
 * Loaded before the server, whichever it is: what differs between a test and AWS, so that the server itself need not know.
 *
 * - CONTRACT_ADDRESSES, `{"<host>:<port>": <port here>}`: endpoints that answer on this machine. Names and certificates stay as they are.
 * - CONTRACT_OWN_ADDRESS: where the server listens, as every task has an address of its own.
 * - CONTRACT_RDS_CA, a file: an authority that counts as one of RDS's, wherever those are trusted, and nowhere else.
 */
import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import net from "node:net";
import tls from "node:tls";

type Options = { host?: string; port?: number | string };

const addresses = JSON.parse(process.env["CONTRACT_ADDRESSES"] ?? "{}") as Record<string, number>;
const connect = net.Socket.prototype.connect as (...args: unknown[]) => net.Socket;

net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]): net.Socket {
  // From net.connect the arguments arrive as one list.
  const given = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const options: Options = isOptions(given[0])
    ? given[0]
    : { port: given[0] as number, host: typeof given[1] === "string" ? given[1] : "localhost" };
  const port = addresses[`${options.host}:${options.port}`];
  if (port === undefined) return connect.apply(this, args);
  const listener = given.find((one) => typeof one === "function");
  return connect.call(this, { ...options, host: "127.0.0.1", port }, ...(listener ? [listener] : []));
};

const ownAddress = process.env["CONTRACT_OWN_ADDRESS"];
if (ownAddress !== undefined) {
  const listen = net.Server.prototype.listen as (...args: unknown[]) => net.Server;
  net.Server.prototype.listen = function (this: net.Server, port: unknown, ...others: unknown[]) {
    return typeof port === "number"
      ? listen.call(this, { port, host: ownAddress }, ...others.filter((one) => typeof one === "function"))
      : listen.call(this, port, ...others);
  };
}

const isOptions = (value: unknown): value is Options => typeof value === "object" && value !== null;

const own = process.env["CONTRACT_RDS_CA"];
if (own !== undefined) {
  const authority = fs.readFileSync(own, "utf8");
  const createSecureContext = tls.createSecureContext;
  tls.createSecureContext = (options) =>
    createSecureContext(
      holdsRdsAuthority(options?.ca) ? { ...options, ca: [options!.ca!, authority].flat() } : options,
    );
}

function holdsRdsAuthority(ca: tls.SecureContextOptions["ca"]): boolean {
  const certificates = [ca ?? []]
    .flat()
    .join("\n")
    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return (certificates ?? []).some((pem) => /^CN=Amazon RDS /m.test(new X509Certificate(pem).subject));
}
