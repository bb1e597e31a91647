import { type Expression, tf } from "../../lib/expression";
import type { Inputs } from "./inputs";

/** IDs of origins within the distribution. */
export const originIds = { main: "main", api: "api" } as const;

type Server = Inputs["httpOrigin"]["orNull"] | Inputs["api"]["orNull"]["origin"];

/** How CloudFront talks to an HTTP server. */
export function connection(server: Server) {
  const { plainHttp } = server;
  return {
    http_port: tf`${plainHttp.given} ? coalesce(${server.port}, 80) : 80`,
    https_port: tf`${plainHttp.given} ? 443 : coalesce(${server.port}, 443)`,
    origin_protocol_policy: tf`${plainHttp.given} ? "http-only" : "https-only"`,
    origin_ssl_protocols: ["TLSv1.2"],
  };
}

/** How long CloudFront waits for an HTTP server. */
const timeouts = (server: Server) => ({
  origin_read_timeout: server.readTimeoutSeconds,
  origin_keepalive_timeout: server.keepaliveTimeoutSeconds,
});

/** Whether the HTTP server is in a VPC. */
const isPrivate = ({ vpcOrigins }: Inputs): Expression => tf`length(${vpcOrigins}) > 0`;

/** The `origin` blocks: the bucket or the server, and the API's server. */
export function originBlocks(
  inputs: Inputs,
  {
    accessControlId,
    vpcOriginId,
  }: { readonly accessControlId: Expression; readonly vpcOriginId: Expression },
): object[] {
  const { bucketOrigin, httpOrigin, api } = inputs;
  const apiServer = api.in("origin").origin;
  const server = httpOrigin.in("origin");
  const main = { origin_id: originIds.main, domain_name: server.domainName, origin_path: server.path };
  const serverIf = (condition: Expression) => tf`[for server in ${httpOrigin}[*] : server if ${condition}]`;
  return [
    {
      for_each: tf`${bucketOrigin}[*]`,
      content: {
        origin_id: originIds.main,
        domain_name: bucketOrigin.in("origin").domainName,
        origin_path: bucketOrigin.in("origin").path,
        origin_access_control_id: accessControlId,
      },
    },
    {
      for_each: serverIf(tf`!(${isPrivate(inputs)})`),
      content: { ...main, custom_origin_config: { ...connection(server), ...timeouts(server) } },
    },
    {
      for_each: serverIf(isPrivate(inputs)),
      content: { ...main, vpc_origin_config: { vpc_origin_id: vpcOriginId, ...timeouts(server) } },
    },
    {
      for_each: tf`${api}[*]`,
      content: {
        origin_id: originIds.api,
        domain_name: apiServer.domainName,
        origin_path: apiServer.path,
        custom_origin_config: { ...connection(apiServer), ...timeouts(apiServer) },
      },
    },
  ];
}
