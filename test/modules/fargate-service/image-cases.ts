import type { Inputs } from "../synthesis";
import { key, good, size } from "./base";

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name in capitals": [{ ...good, name: "App" }, /name must be 2 to 32 lower-case letters/],
  "the name of a cluster": [{ ...good, clusterArn: "app" }, /clusterArn must be an ARN like arn:aws:ecs/],
  "an alias instead of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:alias/app" },
    /kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "an image without a tag": [{ ...good, image: "medplum/server" }, /image must have a tag or a digest/],
  "an image without a tag on a port": [
    { ...good, image: "localhost:5000/app" },
    /image must have a tag or a digest/,
  ],
  "an image by a URL": [{ ...good, image: "https://example.edu/app:1" }, /image must be an image reference/],
  "a digest that is short": [{ ...good, image: "app@sha256:0123" }, /image must be an image reference/],
  "an owner that does not exist": [
    { ...good, imageOwner: "ci" },
    /imageOwner must be one of terraform, pipeline, parameter/,
  ],
  "a parameter without its owner": [
    { ...good, imageParameter: { name: "/app/image" } },
    /imageParameter must be given if, and only if, imageOwner is parameter/,
  ],
  "the owner parameter without a parameter": [
    { ...good, imageOwner: "parameter" },
    /imageParameter must be given if, and only if, imageOwner is parameter/,
  ],
  "a parameter with a space": [
    { ...good, imageOwner: "parameter", imageParameter: { name: "my image" } },
    /imageParameter\.name must be the name of an SSM parameter/,
  ],
  "credentials by name": [
    { ...good, registryCredentials: { secretArn: "registry" } },
    /registryCredentials\.secretArn must be an ARN like arn:aws:secretsmanager/,
  ],
  "a repository by name": [
    { ...good, ecrRepositoryArns: ["app"] },
    /ecrRepositoryArns\[0\] must be an ARN like arn:aws:ecr/,
  ],
  "a number of CPU units that Fargate does not have": [size(300, 512), /cpu must be one of 256, 512, 1024/],
  "more memory than the CPU can have": [
    size(256, 8192),
    /memory must be one of Fargate's sizes for cpu: nearest with cpu 256 is 2048 MiB; 8192 MiB needs cpu 1024 or 2048 or 4096/,
  ],
  "less memory than the CPU can have": [
    size(4096, 2048),
    /memory must be one of Fargate's sizes for cpu: nearest with cpu 4096 is 8192 MiB; 2048 MiB needs cpu 256 or 512 or 1024/,
  ],
  "memory between two sizes": [size(8192, 21000), /nearest with cpu 8192 is 20480 or 24576 MiB/],
  "half a MiB": [size(256, 512.5), /memory must be a whole number/],
  "an unknown architecture": [{ ...good, architecture: "ARM" }, /architecture must be one of X86_64, ARM64/],
  "too little storage": [{ ...good, ephemeralStorageGib: 20 }, /ephemeralStorageGib must be at least 21/],
  "too much storage": [{ ...good, ephemeralStorageGib: 201 }, /ephemeralStorageGib must be at most 200/],
  "half a GiB of storage": [
    { ...good, ephemeralStorageGib: 21.5 },
    /ephemeralStorageGib must be a whole number/,
  ],
  "a policy that is none": [
    { ...good, taskPolicies: ["{}"] },
    /taskPolicies\[0\] must be an IAM policy as JSON/,
  ],
  "a managed policy by name": [
    { ...good, taskPolicyArns: { a: "ReadOnly" } },
    /taskPolicyArns\.a must be the ARN of a managed policy/,
  ],
  "a managed policy in capitals": [
    { ...good, taskPolicyArns: { A: "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
    /taskPolicyArns\.A must be up to 31/,
  ],
  "a boundary by name": [
    { ...good, permissionsBoundary: { arn: "limit" } },
    /permissionsBoundary\.arn must be the ARN of a managed policy/,
  ],
  "a secret's key by name": [
    { ...good, secretsKmsKeyArns: ["key"] },
    /secretsKmsKeyArns\[0\] must be an ARN like arn:aws:kms/,
  ],
  "ECS Exec with a read-only root file system": [
    { ...good, executeCommand: { logGroupName: "/exec", kmsKeyArn: key } },
    /executeCommand must come with writableRootFilesystem/,
  ],
  "ECS Exec without a log": [
    {
      ...good,
      writableRootFilesystem: { reason: "sessions of operators" },
      executeCommand: { logGroupName: "", kmsKeyArn: "key" },
    },
    /executeCommand\.logGroupName must have at least 1[^]*executeCommand\.kmsKeyArn must be an ARN/,
  ],
  "ECS Exec with a log whose name is too long": [
    {
      ...good,
      writableRootFilesystem: { reason: "sessions of operators" },
      executeCommand: { logGroupName: "x".repeat(513), kmsKeyArn: key },
    },
    /executeCommand\.logGroupName must have at most 512/,
  ],
  "a log group with a space": [
    { ...good, logGroupName: "my log" },
    /logGroupName must be the name of a log group/,
  ],
  "a retention that CloudWatch does not have": [
    { ...good, logRetentionDays: 100 },
    /logRetentionDays must be one of 1, 3/,
  ],
  "a log mode that does not exist": [
    { ...good, logMode: "fast" },
    /logMode must be one of non-blocking, blocking/,
  ],
};
