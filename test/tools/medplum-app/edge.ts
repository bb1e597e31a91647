import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CloudFrontClient,
  type CustomErrorResponse,
  type DistributionConfig,
  GetDistributionConfigCommand,
  GetResponseHeadersPolicyCommand,
  type ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";
import {
  GetBucketPolicyCommand,
  GetObjectCommand,
  NoSuchKey,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { Certificate } from "../../servers/authority";

/** A server that runs, and how to stop it. */
export interface Running {
  readonly port: number;
  close(): void;
}

/** An HTTPS server on a free port of this machine. */
export async function served(
  certificate: Certificate,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<Running> {
  const server: Server = createServer(
    { cert: certificate.certificate, key: certificate.key },
    (request, response) => {
      Promise.resolve(answer(request, response)).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => server.close().closeAllConnections(),
  };
}

/** Answers as CloudFront does for a distribution of a bucket, from what the local cloud has of both; nothing is cached. */
export async function edge(
  endpoint: string,
  distributionId: string,
  bucket: string,
  certificate: Certificate,
): Promise<Running> {
  const account = {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const cloudFront = new CloudFrontClient(account);
  const s3 = new S3Client({ ...account, forcePathStyle: true });
  const { DistributionConfig: config } = await cloudFront.send(
    new GetDistributionConfigCommand({ Id: distributionId }),
  );
  const { ResponseHeadersPolicy } = await cloudFront.send(
    new GetResponseHeadersPolicyCommand({ Id: config!.DefaultCacheBehavior!.ResponseHeadersPolicyId }),
  );
  const headers = policyHeaders(ResponseHeadersPolicy!.ResponseHeadersPolicyConfig!);
  const missing = await statusOfMissing(s3, bucket);
  return served(certificate, async (request, response) => {
    const answer = await answerOf(
      { s3, bucket, missing },
      config!,
      new URL(request.url!, "https://edge").pathname,
    );
    const same = request.headers["if-none-match"] === answer.headers["ETag"] && answer.status === 200;
    response.writeHead(same ? 304 : answer.status, { ...answer.headers, ...headers });
    response.end(same ? undefined : answer.body);
  });
}

/** A bucket as the distribution reads it. */
interface Origin {
  readonly s3: S3Client;
  readonly bucket: string;
  /** What S3 answers where there is no object. */
  readonly missing: 403 | 404;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

async function answerOf(origin: Origin, config: DistributionConfig, path: string): Promise<Answer> {
  const key = path === "/" ? config.DefaultRootObject! : decodeURI(path).slice(1);
  const found = await object(origin, key);
  if (found.status === 200) return found;
  const page = config.CustomErrorResponses?.Items?.find(
    ({ ErrorCode }: CustomErrorResponse) => ErrorCode === found.status,
  );
  if (!page) return found;
  const instead = await object(origin, page.ResponsePagePath!.slice(1));
  return { ...instead, status: Number(page.ResponseCode) };
}

/** To a reader who may not list the bucket, what is not there is forbidden. */
async function statusOfMissing(s3: S3Client, Bucket: string): Promise<403 | 404> {
  const answer = await s3.send(new GetBucketPolicyCommand({ Bucket })).catch((error: S3ServiceException) => {
    if (error.name !== "NoSuchBucketPolicy") throw error;
    return { Policy: '{"Statement":[]}' };
  });
  const { Statement } = JSON.parse(answer.Policy!) as {
    Statement: { Effect: string; Principal: { Service?: string }; Action: string | string[] }[];
  };
  const lists = Statement.some(
    ({ Effect, Principal, Action }) =>
      Effect === "Allow" &&
      Principal.Service === "cloudfront.amazonaws.com" &&
      [Action].flat().includes("s3:ListBucket"),
  );
  return lists ? 404 : 403;
}

/** What S3 answers the distribution. */
async function object({ s3, bucket: Bucket, missing: status }: Origin, Key: string): Promise<Answer> {
  try {
    const found = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return {
      status: 200,
      headers: {
        "Content-Type": found.ContentType ?? "binary/octet-stream",
        ...(found.CacheControl && { "Cache-Control": found.CacheControl }),
        ETag: found.ETag!,
      },
      body: await found.Body!.transformToByteArray(),
    };
  } catch (error) {
    const missing =
      error instanceof NoSuchKey ||
      (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404);
    if (!missing) throw error;
    return { status, headers: { "Content-Type": "application/xml" } };
  }
}

function policyHeaders({
  SecurityHeadersConfig: security,
  CustomHeadersConfig: custom,
}: ResponseHeadersPolicyConfig): Record<string, string> {
  const transport = security?.StrictTransportSecurity;
  return {
    ...(security?.ContentSecurityPolicy && {
      "Content-Security-Policy": security.ContentSecurityPolicy.ContentSecurityPolicy!,
    }),
    ...(security?.ContentTypeOptions && { "X-Content-Type-Options": "nosniff" }),
    ...(security?.FrameOptions && { "X-Frame-Options": security.FrameOptions.FrameOption! }),
    ...(security?.ReferrerPolicy && { "Referrer-Policy": security.ReferrerPolicy.ReferrerPolicy! }),
    ...(transport && { "Strict-Transport-Security": `max-age=${transport.AccessControlMaxAgeSec}` }),
    ...Object.fromEntries((custom?.Items ?? []).map(({ Header, Value }) => [Header!, Value!])),
  };
}
