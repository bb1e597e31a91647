import { z } from "zod";
import { awsContext } from "../../../lib/aws/context";
import { awsProvider } from "../../../lib/aws/providers";
import { tf } from "../../../lib/expression";
import { terraformModule } from "../../../lib/module";
import { auditTrail, trailsOf } from "../../../modules/foundation/audit";
import { encryptionKeys, type KeyOptions } from "../../../modules/foundation/key";
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
        keyArn: encryptionKeys(module, input, key).data,
        logBucketName: logBucket(module, input, logs).bucketName,
      }),
    }),
  ).module;

test("the key admits what operations need, and nothing that the application does not name", () => {
  expect(application({ description: "all of it" })["key"]).toMatchObject({
    description: "${var.name}: all of it",
    service_principals: ["backup.amazonaws.com"],
    service_linked_roles: [],
  });
  expect(application({ description: "all of it" })["key"]).not.toHaveProperty("cloudfront");
});

test("data, logs and backups have keys of their own, none of which a destroy deletes unless records may be destroyed", () => {
  const keys = application({ description: "all of it", servicePrincipals: ["ses.amazonaws.com"] });
  expect(keys["logs_key"]).toMatchObject({
    name: "${var.name}-logs",
    // A budget publishes to the topic.
    service_principals:
      '${concat(["backup.amazonaws.com", "cloudwatch.amazonaws.com"], var.monitoring.budget != null ? ["budgets.amazonaws.com"] : [])}',
  });
  expect(keys["backups_key"]).toMatchObject({
    name: "${var.name}-backups",
    service_principals: ["backup.amazonaws.com"],
    cloudwatch_logs: false,
    event_bridge: false,
  });
  // Rules notify the alarms' topic; old events of log groups may be under the data's key.
  expect(keys["key"]).toMatchObject({ event_bridge: false });
  expect(keys["key"]).not.toHaveProperty("cloudwatch_logs");
  for (const shut of ["cloudwatch_logs", "event_bridge"]) expect(keys["logs_key"]).not.toHaveProperty(shut);
  for (const key of ["key", "logs_key", "backups_key"]) {
    expect(keys[key]).toMatchObject({
      count: "${!(var.existing_kms_key != null) ? 1 : 0}",
      deletion_protection: "${!(var.force_destroy != null)}",
    });
  }
});

test("an application names its services, once or twice", () => {
  const key = application({
    description: "all of it",
    servicePrincipals: ["ses.amazonaws.com", "backup.amazonaws.com"],
    serviceLinkedRoles: ["autoscaling.amazonaws.com"],
    cloudfront: true,
  })["key"];
  expect(key).toMatchObject({
    // Twice would be refused.
    service_principals: ["backup.amazonaws.com", "ses.amazonaws.com"],
    service_linked_roles: ["autoscaling.amazonaws.com"],
    cloudfront: {},
  });
});

test("the log bucket takes the prefixes of the application's load balancers, and goes where records may be destroyed", () => {
  const { logs } = application({ description: "all of it" }, { loadBalancerPrefixes: ["alb/api"] });
  expect(logs).toMatchObject({
    load_balancer_prefixes: ["alb/api"],
    force_destroy: "${var.force_destroy != null}",
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
        const keys = encryptionKeys(module, input, { description: "all of it", trails });
        const { bucketName } = logBucket(module, input, { trails });
        const watched = { logBucketName: bucketName, filesBucketArn: tf`"files"`, topicArn: tf`"topic"` };
        return { trailArn: auditTrail(module, aws, input, { kmsKeyArn: keys.logs, ...watched }) };
      },
    }),
  );
  const trails = "${local.trails}";
  expect(module["logs_key"]).toMatchObject({ trails });
  expect(module["key"]).not.toHaveProperty("trails");
  expect(module["logs"]).toMatchObject({ trails });
  expect(locals["trails"]).toMatch(
    /^\$\{var\.audit_trail != null && .*existing_log_group.* == null \? \{ audit = ".*:cloudtrail:.*:trail\/\$\{var\.name\}" \} : \{\}\}$/,
  );
  expect(module["audit_trail"]).toMatchObject({
    count: "${var.audit_trail != null ? 1 : 0}",
    name: "${var.name}",
  });
});
