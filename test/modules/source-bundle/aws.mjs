// The few calls of the AWS CLI that easy-upgrade.sh makes, against a local cloud (AWS_ENDPOINT_URL): aws SERVICE OPERATION …
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const [service, operation, ...args] = process.argv.slice(2);
const url = process.env["AWS_ENDPOINT_URL"];
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);

if (service === "s3") await copy(args[0], args[1]);
else if (service === "elasticbeanstalk") await beanstalk();
else throw new Error(`aws ${service}`);

async function copy(from, to) {
  const s3 = new S3Client({
    endpoint: url,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const [, Bucket, path] = /^s3:\/\/([^/]+)\/(.*)$/.exec(from.startsWith("s3:") ? from : to);
  if (from.startsWith("s3:")) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: path }));
    // As the CLI does: into a folder goes the last part of the key.
    const file = statSync(to, { throwIfNoEntry: false })?.isDirectory() ? join(to, basename(path)) : to;
    writeFileSync(file, await Body.transformToByteArray());
  } else {
    const Key = path === "" || path.endsWith("/") ? path + basename(from) : path;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: readFileSync(from) }));
  }
  s3.destroy();
}

async function beanstalk() {
  const [, bucket, key] = /^S3Bucket=([^,]+),S3Key=(.+)$/.exec(option("--source-bundle") ?? "") ?? [];
  const given = {
    ApplicationName: option("--application-name"),
    "VersionLabels.member.1": option("--version-labels"),
    VersionLabel: option("--version-label"),
    EnvironmentName: option("--environment-name"),
    "EnvironmentNames.member.1": option("--environment-names"),
    "SourceBundle.S3Bucket": bucket,
    "SourceBundle.S3Key": key,
  };
  const Action = operation.replace(/(^|-)([a-z])/g, (_, _dash, letter) => letter.toUpperCase());
  const fields = Object.entries({ Action, Version: "2010-12-01", ...given }).filter(
    ([, value]) => value !== undefined,
  );
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/elasticbeanstalk/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: new URLSearchParams(fields).toString(),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${Action}: ${answer.status} ${text}`);
  const element = /([A-Za-z0-9]+)$/.exec(option("--query") ?? "")?.[1];
  if (element) console.log(new RegExp(`<${element}>([^<]*)<`).exec(text)[1]);
}
