import { FileStorage } from "../../../modules/file-storage";
import { Medplum } from "../../../modules/medplum";
import { Redcap } from "../../../modules/redcap";
import { synthesize } from "../synthesis";

const [{ id: rule }] = (
  synthesize(FileStorage).resource["aws_s3_bucket_replication_configuration"]!["replication"] as unknown as {
    rule: [{ id: string }];
  }
).rule;

test.each([
  [Redcap, "files"],
  [Medplum, "storage"],
] as const)(
  "copies have an alarm, by the rule's ID and the bucket's ARN, which waits for no policy (%#)",
  (module, input) => {
    const { locals } = synthesize(module as never);
    expect(locals["alarms_files"]).toContain(`if var.${input}.replication != null`);
    expect(locals["optional_alarms_files"]).toMatchObject({
      "files-replication-failed": {
        metrics: {
          failed: {
            metric_name: "OperationsFailedReplication",
            dimensions: {
              SourceBucket: "${local.replicated_buckets.source}",
              DestinationBucket: "${local.replicated_buckets.destination}",
              RuleId: rule,
            },
          },
        },
      },
    });
    expect(locals["replicated_buckets"]).toMatchObject({
      source: '${split(":::", module.files.bucket_arn)[1]}',
      destination: expect.stringContaining(`var.${input}.replication.bucket_arn`) as string,
    });
  },
);
