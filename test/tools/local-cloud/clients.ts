import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Route53Client } from "@aws-sdk/client-route-53";
import {
  type LocalCloud,
  signedFor,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { type Answer, call, callJson, callRest, element } from "./aws-call";

// What AWS refuses must be refused here, too: a stand-in that accepts everything hides mistakes until production.

/** Parameters of a call. */
export type Parameters = Record<string, string>;

/** The clients of a local cloud that runs while the tests of this file do. */
export function clientsOfLocalCloud() {
  jest.setTimeout(5 * 60_000); // the first start of all installs moto
  const directory = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await startLocalCloud({ directory, env: withoutAwsVariables() });
  });
  afterAll(async () => {
    await stopLocalCloud({ directory });
    rmSync(directory, { recursive: true, force: true });
  });
  const client = (service: string, version: string) => (Action: string, parameters: Parameters) =>
    call(cloud.url, service, version, { Action, ...parameters });
  const ec2 = client("ec2", "2016-11-15");
  return {
    ec2,
    beanstalk: client("elasticbeanstalk", "2010-12-01"),
    cache: client("elasticache", "2015-02-02"),
    rds: client("rds", "2014-10-31"),
    loadBalancing: client("elasticloadbalancing", "2015-12-01"),

    /** Only in a test: before, there is no local cloud to talk to. */
    route53: () =>
      new Route53Client({
        endpoint: cloud.url,
        region: "us-east-1",
        credentials: { accessKeyId: "local", secretAccessKey: "local" },
      }),

    async s3(method: string, key: string, body?: string): Promise<Answer> {
      const response = await fetch(`${cloud.url}/${key}`, { method, body, headers: signedFor("s3") });
      return { status: response.status, body: await response.text() };
    },

    guardduty: (method: string, path: string, body?: object): Promise<Answer> =>
      callRest(cloud.url, "guardduty", method, path, body),

    /** A call of CloudFront's: a path below its version, a body, the ETag that must match. Gives the ETag that there is then. */
    async cloudfront(
      method: string,
      path: string,
      body?: string,
      match?: string,
    ): Promise<Answer & { etag: string }> {
      const response = await fetch(`${cloud.url}/2020-05-31/${path}`, {
        method,
        body,
        headers: {
          ...signedFor("cloudfront"),
          ...(match && { "If-Match": match }),
        },
      });
      return {
        status: response.status,
        body: await response.text(),
        etag: response.headers.get("ETag") ?? "",
      };
    },

    /** A call of a service with AWS's JSON protocol: `json("ecs", "AmazonEC2ContainerServiceV20141113.ListClusters", {})`. */
    json: (service: string, target: string, body: object): Promise<Answer> =>
      callJson(cloud.url, service, target, body),

    /** A call of a service with AWS's REST protocol and JSON bodies. */
    rest: (service: string, method: string, path: string, body?: object): Promise<Answer> =>
      callRest(cloud.url, service, method, path, body),

    /** Two subnets in two zones of a new VPC, and the VPC. */
    async subnets(cidr: string): Promise<string[]> {
      const vpc = element(
        accepted(await ec2("CreateVpc", { CidrBlock: `${cidr}.0.0/16` })),
        "vpcId",
      ) as string;
      const make = async (AvailabilityZone: string, number: number) => {
        const subnet = { VpcId: vpc, CidrBlock: `${cidr}.${number}.0/24`, AvailabilityZone };
        return element(accepted(await ec2("CreateSubnet", subnet)), "subnetId") as string;
      };
      return [await make("us-east-1a", 1), await make("us-east-1b", 2), vpc];
    },
  };
}

/** The code and message of a refusal. */
export function refusal(answer: Answer): string {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  return `${element(answer, "Code")}: ${element(answer, "Message")}`;
}

/** An answer that must be a success. */
export function accepted(answer: Answer): Answer {
  expect(answer).toEqual({ status: 200, body: answer.body });
  return answer;
}
