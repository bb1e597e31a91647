import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod/mini";
import { awsError, BundlerError, reason } from "./errors";
import { withoutLogin } from "./masking";
import { saveDownload } from "./save";

/** Where members of the REDCap Community download the software. */
export const COMMUNITY_ENDPOINT = "https://redcap.vumc.org/plugins/redcap_consortium/versions.php";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const credentialsSchema = z.object({
  username: z.string().check(z.minLength(1)),
  password: z.string().check(z.minLength(1)),
});

/** Reads `{"username": …, "password": …}` from Secrets Manager. No error message repeats any of the value. */
export async function readCredentials(
  client: SecretsManagerClient,
  arn: string,
  signal?: AbortSignal,
): Promise<Credentials> {
  let value: string | undefined;
  try {
    ({ SecretString: value } = await client.send(new GetSecretValueCommand({ SecretId: arn }), {
      abortSignal: signal,
    }));
  } catch (error) {
    throw awsError(`secretsmanager:GetSecretValue of ${arn}`, error);
  }
  const parsed = z.safeParse(credentialsSchema, parseJson(value ?? ""));
  if (parsed.success) return parsed.data;
  throw new BundlerError(
    `The secret ${arn} does not contain the REDCap Community login. Store JSON with two non-empty strings: ` +
      '{"username": "…", "password": "…"}.',
  );
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined; // JSON.parse's message quotes the text, which is a secret here
  }
}

export interface CommunityRequest {
  readonly endpoint: string;
  readonly version: string;
  readonly credentials: Credentials;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/**
 * Downloads REDCap's installation zip by the form that the Community's page uses, into `file`; returns the size in bytes.
 * The endpoint answers a wrong login with status 200 and a text, so the answer must begin as a zip does; `archive.ts`
 * reads the rest of it. Redirects are refused: they would carry the password elsewhere.
 */
export async function downloadFromCommunity(request: CommunityRequest, file: string): Promise<number> {
  const { endpoint, version, credentials, maxBytes, signal } = request;
  const name = `REDCap ${version} from ${endpoint}`;
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "accept-encoding": "identity" }, // so that Content-Length counts what arrives
    body: new URLSearchParams({ ...credentials, version, install: "1" }),
    redirect: "manual",
    signal,
  }).catch((error: unknown) => {
    throw new BundlerError(
      `${endpoint} cannot be reached: ${reason(error)}. The function needs outbound access to the internet on port 443.`,
    );
  });
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    const location = response.headers.get("location") ?? "";
    const to = URL.canParse(location, endpoint) ? new URL(location, endpoint) : undefined;
    const address = to
      ? withoutLogin(`${to.origin}${to.pathname}`, credentials)
      : "an address that cannot be read";
    throw new BundlerError(
      `${endpoint} redirects to ${address}. The login was not sent there. ` +
        "If this persists, download REDCap yourself and use a source of kind s3.",
    );
  }
  const promised = response.headers.get("content-length");
  const bytes = await saveDownload(
    {
      name,
      body: response.body
        ? Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
        : Readable.from([]),
      promisedBytes: promised === null ? undefined : Number(promised),
      maxBytes,
    },
    file,
  );
  const head = await readHead(file);
  if (response.status !== 200 || !head.subarray(0, 4).equals(ZIP_MAGIC)) {
    throw refused(name, response.status, excerpt(head, bytes > head.length, credentials));
  }
  return bytes;
}

const ZIP_MAGIC = Buffer.from("PK\u0003\u0004", "latin1");
const HEAD_BYTES = 64 * 1024;
const EXCERPT_CHARACTERS = 200;

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function refused(name: string, status: number, answer: string): BundlerError {
  return new BundlerError(
    `${name}: the answer is not a zip (status ${status}). It says: ${JSON.stringify(answer)}. ` +
      "This is how the REDCap Community answers a wrong user name or password, an account without the right to download, " +
      "or a version that does not exist. Check the secret (source.credentials_secret_arn) and source.version.",
  );
}

/** The readable beginning of an answer without tags, and without the login, in whatever way the page may have written it. */
function excerpt(head: Buffer, cut: boolean, credentials: Credentials): string {
  let answer = head.toString("utf8");
  const { username, password } = credentials;
  if (cut) answer = answer.slice(0, -10 * Math.max(username.length, password.length)); // it may end with half a secret
  return withoutLogin(answer, credentials)
    .replace(/<(script|style)\b[^]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/[\u0000-\u001f\u007f\ufffd\s]+/g, " ")
    .trim()
    .slice(0, EXCERPT_CHARACTERS);
}
