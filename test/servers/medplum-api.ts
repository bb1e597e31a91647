import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a stand-in for Medplum's API answers with; tests change it as they go. */
export interface MedplumState {
  version: string;
  /** Numbers of the migrations that are left. */
  pending: number[];
  /** Last job. */
  job?: { status: string; dataVersion: number; output?: object };
  /** Called for each question after migrations, so that time passes. */
  tick?: (state: MedplumState) => void;
  /** Tokens that are valid. */
  tokens: Set<string>;
  /** Requests that were answered: method and path. */
  readonly asked: string[];
}

export const login = { MEDPLUM_CLIENT_ID: "client", MEDPLUM_CLIENT_SECRET: "secret" };

/** The part of Medplum's API by which upgrades are watched, for the tests of a file. */
export function medplumApi(state: () => MedplumState): () => string {
  const server = createServer((request, response) => {
    void answer(state(), request).then(([status, body]) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
    );
  });
  beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
  afterAll(() => void server.close());
  return () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function answer(state: MedplumState, request: IncomingMessage): Promise<[number, object]> {
  const body = (await request.toArray()).join("");
  const path = request.url!.split("?")[0]!;
  state.asked.push(`${request.method} ${path}`);
  if (path === "/healthcheck")
    return [200, { ok: true, version: state.version, postgres: true, redis: true }];
  if (path === "/oauth2/token") {
    const form = Object.fromEntries(new URLSearchParams(body));
    if (form["client_id"] !== "client" || form["client_secret"] !== "secret")
      return [400, { error: "invalid_request" }];
    const token = `token-${state.tokens.size}`;
    state.tokens.add(token);
    return [200, { access_token: token }];
  }
  if (!state.tokens.has((request.headers.authorization ?? "").replace("Bearer ", ""))) return [401, {}];
  if (path === "/admin/super/migrations") {
    state.tick?.(state);
    return [200, { postDeployMigrations: [], pendingPostDeployMigration: state.pending[0] ?? 0 }];
  }
  if (path === "/admin/super/migrate") {
    if (request.headers["prefer"] !== "respond-async") return [400, {}];
    state.job = { status: "accepted", dataVersion: state.pending[0]! };
    return [202, {}];
  }
  if (path === "/fhir/R4/AsyncJob")
    return [
      200,
      {
        resourceType: "Bundle",
        entry: state.job ? [{ resource: { resourceType: "AsyncJob", ...state.job } }] : [],
      },
    ];
  return [404, {}];
}
