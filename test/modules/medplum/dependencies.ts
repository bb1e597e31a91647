import { redisSections, secretSections } from "../../../modules/medplum/settings";
import { askJson, type Cloud } from "../../iam/cloud";
import { type Authority, certificateAuthority } from "../../servers/authority";
import { type Postgres, startPostgres } from "../../servers/postgres";
import type { Server } from "../../servers/programs";
import { startRedis } from "../../servers/redis";

/** The certificate authorities of a test. */
export interface Authorities {
  /** Counts as one of RDS's: nobody trusts it unasked. */
  readonly rds: Authority;
  /** Counts as one of the public ones, to which ElastiCache's certificates go back: Node trusts it as it trusts Mozilla's. */
  readonly public: Authority;
}

/** Makes both below a folder. Needed before an apply only where a test writes `ssl.ca` itself. */
export const certificateAuthorities = (folder: string): Authorities => ({
  rds: certificateAuthority(folder, "rds"),
  public: certificateAuthority(folder, "public"),
});

/** The real servers behind the endpoints of a deployment. */
export interface Dependencies {
  readonly postgres: Postgres;
  /** By the section of the configuration: `redis`, `cacheRedis`, … */
  readonly redis: Readonly<Record<string, Server>>;
  /** What the Medplum server's process needs to reach them (server/surroundings.ts). */
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

type Connection = Readonly<Record<string, string | number | undefined>>;

/**
 * Starts a real PostgreSQL and a real Redis for each group that the secrets of a deployment name: with the names, users and passwords that
 * Terraform wrote. The endpoints' names lead to them, for programs that are started with `variables`; a reader leads to the writer.
 */
export async function startDependencies(options: {
  readonly cloud: Cloud;
  /** `/medplum/<name>/` */
  readonly path: string;
  /** A folder of the test's own. */
  readonly folder: string;
  readonly authorities: Authorities;
}): Promise<Dependencies> {
  const { cloud, folder, authorities } = options;
  const parameters = await readParameters(cloud, options.path);
  const connections = await readConnections(cloud, parameters);
  const writer = connections.get("database");
  if (!writer) throw new Error(`${options.path}DatabaseSecrets is missing`);
  const reader = connections.get("readonlyDatabase");
  if (reader && reader["dbname"] !== writer["dbname"])
    throw new Error(`The reader's database is ${reader["dbname"]}, the writer's ${writer["dbname"]}`);

  const addresses: Record<string, number> = {};
  const databases: Postgres[] = [];
  for (const [issuer, endpoints] of databaseEndpoints(writer, reader, parameters)) {
    const database = { name: String(writer["dbname"]), owner: String(writer["username"]) };
    const postgres = await startPostgres({
      folder,
      name: issuer,
      certificate: authorities[issuer].issue(endpoints.map(({ host }) => host)),
      databases: [{ ...database, password: String(writer["password"]) }],
    });
    for (const { host, port } of endpoints) addresses[`${host}:${port}`] = postgres.server.port;
    databases.push(postgres);
  }
  const redis: Record<string, Server> = {};
  for (const section of redisSections) {
    const connection = connections.get(section);
    if (!connection) continue;
    const { host, port } = endpointOf(connection, 6379);
    if (`${host}:${port}` in addresses) throw new Error(`${section}: ${host}:${port} is another's endpoint`);
    redis[section] = await startRedis({
      folder,
      name: section,
      certificate: authorities.public.issue([host]),
      username: connection["username"] as string | undefined,
      password: String(connection["password"]),
    });
    addresses[`${host}:${port}`] = redis[section].port;
  }
  return {
    postgres: databases[0]!,
    redis,
    variables: {
      CONTRACT_ADDRESSES: JSON.stringify(addresses),
      CONTRACT_RDS_CA: authorities.rds.file,
      NODE_EXTRA_CA_CERTS: authorities.public.file,
    },
    stop: async () => {
      // A server that hangs ends by nothing less.
      await Promise.all(Object.values(redis).map((server) => server.stop("SIGKILL")));
      await Promise.all(databases.map(({ server }) => server.stop("SIGQUIT")));
    },
  };
}

async function readParameters(cloud: Cloud, path: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let NextToken: unknown;
  do {
    const input = { Path: path, WithDecryption: true, NextToken };
    const page = await askJson(cloud, "AmazonSSM.GetParametersByPath", input);
    for (const { Name, Value } of page["Parameters"] as { Name: string; Value: string }[])
      found.set(Name.slice(path.length), Value);
    NextToken = page["NextToken"];
  } while (NextToken);
  return found;
}

async function readConnections(
  cloud: Cloud,
  parameters: ReadonlyMap<string, string>,
): Promise<Map<string, Connection>> {
  const connections = new Map<string, Connection>();
  for (const [key, section] of Object.entries(secretSections)) {
    if (!parameters.has(key)) continue;
    const id = { SecretId: parameters.get(key) };
    const { SecretString } = await askJson(cloud, "secretsmanager.GetSecretValue", id);
    connections.set(section, JSON.parse(SecretString as string) as Connection);
  }
  return connections;
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * The databases' endpoints by the authority of their certificates, the writer's first. A proxy has a public one, as AWS documents; RDS's
 * own authorities stand behind instances and clusters only.
 */
function databaseEndpoints(
  writer: Connection,
  reader: Connection | undefined,
  parameters: ReadonlyMap<string, string>,
): Map<keyof Authorities, Endpoint[]> {
  const used = (connection: Connection, proxy: string): Endpoint => {
    const { host, port } = endpointOf(connection, 5432);
    return { host: parameters.get(proxy) ?? host, port };
  };
  const all = [
    used(writer, "databaseProxyEndpoint"),
    ...(reader ? [used(reader, "readonlyDatabaseProxyEndpoint")] : []),
  ];
  const byIssuer = new Map<keyof Authorities, Endpoint[]>();
  for (const endpoint of all) {
    const issuer = /\.proxy-/.test(endpoint.host) ? "public" : "rds";
    byIssuer.set(issuer, [...(byIssuer.get(issuer) ?? []), endpoint]);
  }
  return byIssuer;
}

const endpointOf = ({ host, port }: Connection, usual: number): Endpoint => ({
  host: String(host),
  port: Number(port ?? usual),
});
