import * as http from "node:http";
import * as https from "node:https";
import type { Duplex } from "node:stream";
import { type Product, PRODUCTS } from "./product";

const TIMEOUT_MS = 4_000;
const answers = new Map<Product, Promise<boolean>>();

/**
 * Whether a product's registry can be reached from here: it serves its service discovery document within 4 s.
 * Asked once a process. Where it is false, cdktf needs `--skip-provider-lock`.
 */
export function registryReachable(product: Product): Promise<boolean> {
  const known = answers.get(product);
  if (known) return known;
  const document = `https://${PRODUCTS[product].registry}/.well-known/terraform.json`;
  const answer = servesProviders(document, TIMEOUT_MS, process.env);
  answers.set(product, answer);
  return answer;
}

/** Whether this address serves a discovery document that offers providers. Goes through `HTTPS_PROXY`, as Terraform does. */
export async function servesProviders(
  address: string,
  timeoutMs: number,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const url = new URL(address);
    const proxy = proxyFor(url, env);
    const socket = proxy && (await tunnel(proxy, url, signal));
    return "providers.v1" in (JSON.parse(await get(url, socket, signal)) as object);
  } catch {
    return false;
  }
}

function get(url: URL, socket: Duplex | undefined, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const onResponse = (response: http.IncomingMessage): void => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => resolve(body)).on("error", reject);
    };
    // Hospitals inspect TLS with a certificate that the system knows and Node does not. Nothing is taken from this
    // answer; Terraform checks the certificate when it downloads.
    const tls = { rejectUnauthorized: false, ...(socket && { socket }) };
    const request =
      url.protocol === "https:"
        ? https.get(url, { agent: false, signal, ...tls }, onResponse)
        : http.get(url, { agent: false, signal }, onResponse);
    request.on("error", reject);
  });
}

function tunnel(proxy: URL, target: URL, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const { hostname, port, protocol, username, password } = proxy;
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
      "base64",
    );
    const host = `${target.hostname}:${target.port || 443}`;
    (protocol === "https:" ? https : http)
      .request({
        hostname,
        port,
        method: "CONNECT",
        path: host,
        headers: { host, ...(username && { "proxy-authorization": `Basic ${login}` }) },
        agent: false,
        signal,
      })
      .on("connect", (response, socket) => {
        if (response.statusCode === 200) return resolve(socket);
        socket.destroy();
        reject(new Error(`the proxy answered ${response.statusCode}`));
      })
      .on("error", reject)
      .end();
  });
}

function proxyFor(url: URL, env: NodeJS.ProcessEnv): URL | undefined {
  const proxy = env.HTTPS_PROXY || env.https_proxy;
  if (!proxy || url.protocol !== "https:") return undefined;
  const exceptions = (env.NO_PROXY || env.no_proxy || "")
    .split(",")
    .map((entry) => entry.trim().replace(/^\*?\./, ""));
  const excepted = exceptions.some(
    (entry) => entry && (entry === "*" || url.hostname === entry || url.hostname.endsWith(`.${entry}`)),
  );
  return excepted ? undefined : new URL(proxy.includes("://") ? proxy : `http://${proxy}`);
}
