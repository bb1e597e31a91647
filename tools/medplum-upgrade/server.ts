import { type Version, versionOf } from "./versions";

/** A super administrator's login: a client application's, or a token. The variables are those of Medplum's own CLI. */
export interface Login {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly accessToken?: string;
}

/** Reads the login from environment variables. Throws where there is none. */
export function loginOf(env: NodeJS.ProcessEnv): Login {
  const login = {
    clientId: env["MEDPLUM_CLIENT_ID"],
    clientSecret: env["MEDPLUM_CLIENT_SECRET"],
    accessToken: env["MEDPLUM_CLIENT_ACCESS_TOKEN"],
  };
  if (login.accessToken || (login.clientId && login.clientSecret)) return login;
  throw new Error(
    "MEDPLUM_CLIENT_ID and MEDPLUM_CLIENT_SECRET are missing: the server tells only super administrators which migrations are pending. " +
      "Create a client application in the Super Admin project, and export its ID and secret.",
  );
}

/** The state of the migrations that run while the server does. */
export interface Migrations {
  /** Number of the next one; undefined where none is left. */
  readonly pending?: number;
  /** Status of the last job: accepted, active, completed, error, cancelled; undefined without one. */
  readonly status?: string;
  /** What a failed job said. */
  readonly detail?: string;
  readonly dataVersion?: number;
}

interface Job {
  readonly status: string;
  readonly dataVersion?: number;
  readonly output?: object;
}

const ATTEMPT_MS = 30_000;

/** A running server's API. */
export class Server {
  private token?: string;

  /** `base` ends with a slash. */
  constructor(
    readonly base: string,
    private readonly login: Login,
  ) {}

  /** The version that answers. Throws where none does. */
  async version(): Promise<Version> {
    const response = await this.fetch("healthcheck");
    const body = (await response.json().catch(() => ({}))) as { readonly version?: string };
    const version = versionOf(body.version ?? "");
    if (!response.ok || !version)
      throw new Error(
        `${this.base}healthcheck answers ${response.status}${response.ok ? " without a version" : ""}`,
      );
    return version;
  }

  async migrations(): Promise<Migrations> {
    const state = (await this.ask("admin/super/migrations")) as {
      readonly pendingPostDeployMigration: number;
    };
    const bundle = (await this.ask("fhir/R4/AsyncJob?type=data-migration&_sort=-_lastUpdated&_count=1")) as {
      readonly entry?: readonly { readonly resource: Job }[];
    };
    const job = bundle.entry?.[0]?.resource;
    const pending = state.pendingPostDeployMigration;
    if (!Number.isInteger(pending) || pending < 0)
      throw new Error(
        `${this.base}admin/super/migrations does not say which migration is pending (got ${pending})`,
      );
    return {
      ...(pending > 0 && { pending }),
      ...(job && {
        status: job.status,
        dataVersion: job.dataVersion,
        detail: job.output && JSON.stringify(job.output),
      }),
    };
  }

  /** Starts the pending migration, where the server does not do so by itself. */
  async startMigrations(): Promise<void> {
    await this.ask("admin/super/migrate", {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
  }

  private async ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = async () => ({
      ...(init.headers as Record<string, string>),
      prefer: "respond-async",
      authorization: `Bearer ${await this.accessToken()}`,
    });
    let response = await this.fetch(path, { ...init, headers: await headers() });
    // A token that has expired while migrations ran.
    if (response.status === 401 && !this.login.accessToken) {
      this.token = undefined;
      response = await this.fetch(path, { ...init, headers: await headers() });
    }
    if (response.status === 401 || response.status === 403)
      throw new Error(
        `${this.base}${path} answers ${response.status}: the login must be a super administrator's client application`,
      );
    if (!response.ok) throw new Error(`${this.base}${path} answers ${response.status}`);
    const text = await response.text();
    return text ? JSON.parse(text) : {};
  }

  private async accessToken(): Promise<string> {
    const { accessToken, clientId = "", clientSecret = "" } = this.login;
    if (accessToken) return accessToken;
    this.token ??= await this.newToken(clientId, clientSecret);
    return this.token;
  }

  private async newToken(clientId: string, clientSecret: string): Promise<string> {
    const response = await this.fetch("oauth2/token", {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    const body = (await response.json().catch(() => ({}))) as { readonly access_token?: string };
    if (!body.access_token)
      throw new Error(
        `${this.base}oauth2/token answers ${response.status}: MEDPLUM_CLIENT_ID and MEDPLUM_CLIENT_SECRET are not accepted`,
      );
    return body.access_token;
  }

  private fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.base}${path}`, { ...init, signal: AbortSignal.timeout(ATTEMPT_MS) }).catch(
      (error: Error & { readonly cause?: { readonly code?: string } }) => {
        throw new Error(`${this.base}${path} cannot be reached: ${error.cause?.code ?? error.message}`);
      },
    );
  }
}
