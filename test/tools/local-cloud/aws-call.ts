import { signedFor } from "../../../tools/local-cloud";

/** What the local cloud answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Tells a repeated call from a new one, as the SDKs do. */
export interface Invocation {
  readonly id: string;
  readonly attempt: number;
}

/** Calls an operation of a service with AWS's query protocol (EC2, Elastic Beanstalk, RDS, …). */
export async function call(
  url: string,
  service: string,
  version: string,
  parameters: Record<string, string>,
  { invocation, region }: { readonly invocation?: Invocation; readonly region?: string } = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      ...signedFor(service, region),
      "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
      ...(invocation && {
        "amz-sdk-invocation-id": invocation.id,
        "amz-sdk-request": `attempt=${invocation.attempt}; max=3`,
      }),
    },
    body: new URLSearchParams({ Version: version, ...parameters }).toString(),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, body: await response.text() };
}

/** The text of the first element with that name. */
export function element(answer: Answer, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(answer.body)?.[1];
}

/** Calls an operation of a service with AWS's JSON protocol: `callJson(url, "ssm", "AmazonSSM.GetParameter", {…})`. */
export async function callJson(
  url: string,
  service: string,
  target: string,
  body: object,
  region?: string,
): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      ...signedFor(service, region),
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": target,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, body: await response.text() };
}

/** Calls an operation of a service with AWS's REST protocol and JSON bodies, by its path without the first slash. */
export async function callRest(
  url: string,
  service: string,
  method: string,
  path: string,
  body?: object,
  region?: string,
): Promise<Answer> {
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: { ...signedFor(service, region), "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, body: await response.text() };
}
