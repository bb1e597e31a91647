import * as path from "node:path";
import type { Certificate } from "./authority";
import { launch, Server, serverFile, serverFolder, serverUser } from "./programs";

/** How a real Redis is set up: as a group of ElastiCache with encryption in transit, with AUTH or a user of its own (RBAC). */
export interface RedisOptions {
  /** The folder in which it gets one of its own. */
  readonly folder: string;
  readonly name: string;
  readonly certificate: Certificate;
  /** Default: the default user, which is what AUTH is. */
  readonly username?: string;
  readonly password: string;
}

/** Starts it on a free port of 127.0.0.1. */
export function startRedis({ folder, name, certificate, username, password }: RedisOptions): Promise<Server> {
  const user = serverUser("redis");
  const home = serverFolder(folder, `redis-${name}`, user);
  const quoted = JSON.stringify(password);
  const login = username
    ? [`user default off`, `user ${username} on ${JSON.stringify(`>${password}`)} ~* &* +@all`]
    : [`requirepass ${quoted}`];
  const tls = [
    `tls-cert-file ${serverFile(path.join(home, "server.crt"), certificate.certificate, user)}`,
    `tls-key-file ${serverFile(path.join(home, "server.key"), certificate.key, user)}`,
    "tls-auth-clients no",
  ];
  // Port 0: nobody gets in without TLS.
  const lines = [
    "bind 127.0.0.1",
    "port 0",
    `dir ${home}`,
    'save ""',
    "appendonly no",
    "maxmemory-policy noeviction",
  ];
  const file = serverFile(path.join(home, "redis.conf"), [...lines, ...tls, ...login, ""].join("\n"), user);
  return Server.start("Redis", (port) =>
    launch("redis-server", [file, "--tls-port", String(port)], user, home),
  );
}
