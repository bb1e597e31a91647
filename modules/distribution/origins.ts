import { type Expression, tf } from "../../lib/expression";
import type { Inputs } from "./inputs";

/** IDs of origins within the distribution. */
export const originIds = { main: "main", api: "api" } as const;

type Server = Inputs["httpOrigin"]["orNull"] | Inputs["api"]["orNull"]["origin"];

/** How CloudFront talks to an HTTP server. */
function connection(server: Server): object {
  const { plainHttp } = server;
  return {
    http_port: tf`${plainHttp.given} ? coalesce(${server.port}, 80) : 80`,
    https_port: tf`${plainHttp.given} ? 443 : coalesce(${server.port}, 443)`,
    origin_protocol_policy: tf`${plainHttp.given} ? "http-only" : "https-only"`,
    origin_ssl_protocols: ["TLSv1.2"],
    origin_read_timeout: server.readTimeoutSeconds,
    origin_keepalive_timeout: server.keepaliveTimeoutSeconds,
  };
}

/** The `origin` blocks: the bucket or the server, and the API's server. */
export function originBlocks(
  { bucketOrigin, httpOrigin, api }: Inputs,
  accessControlId: Expression,
): object[] {
  const apiServer = api.in("origin").origin;
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
      for_each: tf`${httpOrigin}[*]`,
      content: {
        origin_id: originIds.main,
        domain_name: httpOrigin.in("origin").domainName,
        origin_path: httpOrigin.in("origin").path,
        custom_origin_config: connection(httpOrigin.in("origin")),
      },
    },
    {
      for_each: tf`${api}[*]`,
      content: {
        origin_id: originIds.api,
        domain_name: apiServer.domainName,
        origin_path: apiServer.path,
        custom_origin_config: connection(apiServer),
      },
    },
  ];
}
