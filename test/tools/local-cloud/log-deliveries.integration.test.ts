import { clientsOfLocalCloud } from "./clients";

// How CloudFront's access logs come to a bucket. What no policy of the caller's admits, AWS admits itself, in a statement that the next
// apply of the policy takes away again.

const { json, s3 } = clientsOfLocalCloud();

/** An operation of CloudWatch Logs. */
async function logs(operation: string, body: object): Promise<Record<string, unknown>> {
  const answer = await json("logs", `Logs_20140328.${operation}`, body);
  return { status: answer.status, ...(JSON.parse(answer.body || "{}") as object) };
}

const own = (region = "us-east-1", resource = "logs-admitted/AWSLogs/123456789012/CloudFront/*") => ({
  Sid: "Distributions",
  Effect: "Allow",
  Principal: { Service: "delivery.logs.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: `arn:aws:s3:::${resource}`,
  Condition: {
    StringEquals: { "aws:SourceAccount": "123456789012", "s3:x-amz-acl": "bucket-owner-full-control" },
    ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:123456789012:delivery-source:*` },
  },
});

/** Delivers a distribution's logs to a new bucket with a policy; gives what there is then. */
async function deliver(name: string, statements: object[], prefix = "", s3DeliveryConfiguration?: object) {
  expect((await s3("PUT", name)).status).toBe(200);
  if (statements.length > 0) {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    expect((await s3("PUT", `${name}?policy`, policy)).status).toBe(200);
  }
  const resourceArn = `arn:aws:cloudfront::123456789012:distribution/${name}`;
  await logs("PutDeliverySource", { name, resourceArn, logType: "ACCESS_LOGS" });
  const { deliveryDestination } = await logs("PutDeliveryDestination", {
    name,
    outputFormat: "json",
    deliveryDestinationConfiguration: { destinationResourceArn: `arn:aws:s3:::${name}${prefix}` },
  });
  const { delivery } = await logs("CreateDelivery", {
    deliverySourceName: name,
    deliveryDestinationArn: (deliveryDestination as { arn: string }).arn,
    recordFields: ["date", "time"],
    s3DeliveryConfiguration,
  });
  const { body } = await s3("GET", `${name}?policy`);
  const { Statement } = JSON.parse(body) as { Statement: { Sid: string; Resource: string }[] };
  return { delivery: delivery as { id: string; s3DeliveryConfiguration: object }, statements: Statement };
}

test("a policy that admits the delivery stays as it is", async () => {
  const { statements } = await deliver("logs-admitted", [own()]);
  expect(statements).toEqual([own()]);
});

test.each([
  ["no policy", "logs-none", []],
  ["a policy for other sources", "logs-sources", [own("us-west-2", "logs-sources/*")]],
  ["a policy for another path", "logs-path", [own("us-east-1", "logs-path/cloudfront/*")]],
])("%s gets a statement of AWS's", async (_, name, given) => {
  const { statements } = await deliver(name, given);
  expect(statements).toEqual([
    ...given,
    expect.objectContaining({
      Sid: "AWSLogDeliveryWrite1",
      Resource: `arn:aws:s3:::${name}/AWSLogs/123456789012/CloudFront/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012", "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:123456789012:delivery-source:${name}` },
      },
    }),
  ]);
});

test("a new delivery writes below AWS's own prefix; a change of its path is verbatim, and leaves it alone without one", async () => {
  const { delivery } = await deliver("logs-suffix", [], "", { suffixPath: "{yyyy}" });
  const configuration = async () =>
    ((await logs("GetDelivery", { id: delivery.id }))["delivery"] as Record<string, unknown>)!;
  expect(delivery.s3DeliveryConfiguration).toMatchObject({
    suffixPath: "AWSLogs/{account-id}/CloudFront/{yyyy}",
  });
  const update = (change: object) => logs("UpdateDeliveryConfiguration", { id: delivery.id, ...change });
  expect(await update({ recordFields: ["date", "cs-uri-query"] })).toMatchObject({ status: 200 });
  expect(await configuration()).toMatchObject({
    recordFields: ["date", "cs-uri-query"],
    s3DeliveryConfiguration: { suffixPath: "AWSLogs/{account-id}/CloudFront/{yyyy}" },
  });
  await update({ s3DeliveryConfiguration: { suffixPath: "{MM}" } });
  expect(await configuration()).toMatchObject({ s3DeliveryConfiguration: { suffixPath: "{MM}" } });
});

test("a destination with a prefix of its own has none of AWS's; one without a bucket is refused", async () => {
  const { delivery, statements } = await deliver("logs-prefix", [], "/edge");
  expect(delivery.s3DeliveryConfiguration).toMatchObject({ suffixPath: "" });
  expect(statements[0]!.Resource).toBe("arn:aws:s3:::logs-prefix/edge/*");
  await logs("PutDeliverySource", {
    name: "nowhere",
    resourceArn: "arn:aws:cloudfront::123456789012:distribution/nowhere",
    logType: "ACCESS_LOGS",
  });
  const { deliveryDestination } = await logs("PutDeliveryDestination", {
    name: "nowhere",
    deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::nowhere" },
  });
  const refused = await logs("CreateDelivery", {
    deliverySourceName: "nowhere",
    deliveryDestinationArn: (deliveryDestination as { arn: string }).arn,
  });
  expect(refused).toMatchObject({ status: 400 });
});
