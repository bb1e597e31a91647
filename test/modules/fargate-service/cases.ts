import type { Inputs } from "../synthesis";
import {
  key,
  secret,
  group,
  sidecar,
  fireLens,
  good,
  digest,
  size,
  web,
  targetGroup,
  scaling,
  schedule,
  deployment,
} from "./base";
import { refused as imageCases } from "./image-cases";
import { refused as containerCases } from "./container-cases";
import { refused as sidecarCases } from "./sidecar-cases";
import { refused as networkCases } from "./network-cases";
import { refused as deploymentCases } from "./deployment-cases";

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "an image of Docker Hub": { ...good, image: "medplum/server_x:5.1.12" },
  "an image tagged latest, which a plan warns of": { ...good, image: "nginx:latest" },
  "a digest alone": { ...good, image: `localhost:5000/app@${digest}` },
  "a tag and a digest": { ...good, image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/a/b:v1@${digest}` },
  "the smallest size": size(256, 512),
  "the largest size": size(16384, 122880),
  "eight vCPUs": size(8192, 20480),
  "a parameter that owns the image": {
    ...good,
    imageOwner: "parameter",
    imageParameter: { name: "/app/image" },
  },
  "a pipeline that owns the image": { ...good, imageOwner: "pipeline" },
  "behind a load balancer": web({ hosts: ["api.example.edu", "*.app.example.edu"] }),
  "egress of every kind": {
    ...good,
    egress: {
      database: { port: 5432, securityGroupId: group },
      "s3-gateway": { port: 443, prefixListId: "pl-63a5400a" },
      range: { port: 1024, toPort: 65535, protocol: "udp", cidr: "10.0.0.0/8" },
    },
  },
  "no egress": { ...good, egress: {} },
  "security groups that services share": { ...good, additionalSecurityGroupIds: [group] },
  "containers that wait for each other": {
    ...good,
    healthCheck: { command: ["CMD", "check"] },
    fireLens,
    waitsFor: { "log-router": "START", setup: "SUCCESS" },
    sidecars: {
      setup: { ...sidecar, essential: false },
      proxy: { ...sidecar, waitsFor: { app: "HEALTHY" } },
    },
  },
  "secrets of every form": {
    ...good,
    secrets: {
      WHOLE: secret,
      PART: `${secret}:password::`,
      PARAMETER: "arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/app/key",
    },
  },
  "tmpfs that leave a MiB of the memory": {
    ...good,
    memory: 1024,
    fireLens: { ...fireLens, memory: 127 },
    tmpfs: { tmp: { path: "/tmp", sizeMib: 256 }, run: { path: "/run/app", sizeMib: 1 } },
    writablePaths: { data: "/data" },
    sidecars: {
      a: { ...sidecar, memory: 511, tmpfs: { tmp: { path: "/tmp", sizeMib: 510 } } },
      b: { ...sidecar, tmpfs: { tmp: { path: "/tmp", sizeMib: 128 } } },
    },
  },
  "ECS Exec with a writable root file system": {
    ...good,
    executeCommand: { logGroupName: "/aws/ecs/app/exec", kmsKeyArn: key },
    writableRootFilesystem: { reason: "sessions of the operators" },
  },
  "scaling on CPU": scaling({ min: 2, max: 10, cpu: {} }),
  "scaling by time": schedule({ timezone: "America/Chicago" }),
  "no tasks": scaling({ min: 0 }),
  "slow start": targetGroup({ algorithm: "round_robin", slowStartSeconds: 30 }),
  "one task at a time": {
    ...deployment({ minimumHealthyPercent: 0, maximumPercent: 100 }),
    availabilityZoneRebalancing: false,
  },
  "mostly Spot": {
    ...good,
    capacityProviders: { FARGATE: { base: 1, weight: 1 }, FARGATE_SPOT: { weight: 3 } },
  },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = Object.assign(
  {},
  ...[imageCases, containerCases, sidecarCases, networkCases, deploymentCases],
);
