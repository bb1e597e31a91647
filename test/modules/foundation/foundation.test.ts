import { z } from "zod";
import { awsContext } from "../../../lib/aws/context";
import { awsProvider } from "../../../lib/aws/providers";
import { tf } from "../../../lib/expression";
import { terraformModule } from "../../../lib/module";
import { auditTrail, trailsOf } from "../../../modules/foundation/audit";
import { encryptionKey, type KeyOptions } from "../../../modules/foundation/key";
import { foundationInputs } from "../../../modules/foundation/inputs";
import { logBucket } from "../../../modules/foundation/logs";
import { synthesize } from "../synthesis";

/** An application that has nothing but a key and a log bucket. */
const application = (key: KeyOptions, logs?: Parameters<typeof logBucket>[2]) =>
  synthesize(
    terraformModule({
      name: "application",
      summary: "An application that does not exist.",
      providers: [awsProvider],
      inputs: { name: z.string().describe("Prefix of every name."), ...foundationInputs },
      outputs: { keyArn: "Key.", logBucketName: "Log bucket." },
      resources: (module, input) => ({
        keyArn: encryptionKey(module, input, key),
        logBucketName: logBucket(module, input, logs).bucketName,
      }),
    }),
  ).module;

test("the key admits what operations need, and nothing that the application does not name", () => {
  expect(application({ description: "all of it" })["key"]).toMatchObject({
    description: "${var.name}: all of it",
    service_principals: ["backup.amazonaws.com", "cloudwatch.amazonaws.com"],
    via_services: [],
  });
  expect(application({ description: "all of it" })["key"]).not.toHaveProperty("cloudfront");
});

test("an application names its services, once or twice", () => {
  const key = application({
    description: "all of it",
    servicePrincipals: ["ses.amazonaws.com", "cloudwatch.amazonaws.com"],
    viaServices: ["ec2"],
    cloudfront: true,
  })["key"];
  expect(key).toMatchObject({
    // Twice would be refused.
    service_principals: ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "ses.amazonaws.com"],
    via_services: ["ec2"],
    cloudfront: {},
  });
});

test("the log bucket takes the prefixes of the application's load balancers, and goes where nothing is protected", () => {
  const { logs } = application({ description: "all of it" }, { loadBalancerPrefixes: ["alb/api"] });
  expect(logs).toMatchObject({
    load_balancer_prefixes: ["alb/api"],
    force_destroy: "${!var.deletion_protection}",
  });
  expect(application({ description: "all of it" })["logs"]).not.toHaveProperty("load_balancer_prefixes");
});

test("key and log bucket admit the trail that an application has, by the ARN that its name determines", () => {
  const { module, locals } = synthesize(
    terraformModule({
      name: "audited",
      summary: "An application that does not exist.",
      providers: [awsProvider],
      inputs: { name: z.string().describe("Prefix of every name."), ...foundationInputs },
      outputs: { trailArn: "Trail." },
      resources(module, input) {
        const aws = awsContext(module);
        const trails = trailsOf(module, aws, input);
        const kmsKeyArn = encryptionKey(module, input, { description: "all of it", trails });
        const { bucketName } = logBucket(module, input, { trails });
        const watched = { logBucketName: bucketName, filesBucketArn: tf`"files"`, topicArn: tf`"topic"` };
        return { trailArn: auditTrail(module, aws, input, { kmsKeyArn, ...watched }) };
      },
    }),
  );
  const trails = "${local.trails}";
  expect(module["key"]).toMatchObject({ trails });
  expect(module["logs"]).toMatchObject({ trails });
  expect(locals["trails"]).toMatch(
    /^\$\{var\.audit_trail != null && .*existing_log_group.* == null \? \{ audit = ".*:cloudtrail:.*:trail\/\$\{var\.name\}" \} : \{\}\}$/,
  );
  expect(module["audit_trail"]).toMatchObject({
    count: "${var.audit_trail != null ? 1 : 0}",
    name: "${var.name}",
  });
});
