import { EcsCluster } from "../../../modules/ecs-cluster";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import * as cases from "./cases";

checkedAtSynth(EcsCluster, cases);

const { resource } = synthesize(EcsCluster);

test("sessions are encrypted with the key, and so is their log, which nothing but they go to", () => {
  expect(resource["aws_ecs_cluster"]!["this"]).toMatchObject({
    configuration: {
      execute_command_configuration: {
        kms_key_id: "${var.kms_key_arn}",
        logging: "OVERRIDE",
        log_configuration: {
          cloud_watch_encryption_enabled: true,
          cloud_watch_log_group_name: "${aws_cloudwatch_log_group.sessions.name}",
        },
      },
    },
  });
  expect(resource["aws_cloudwatch_log_group"]!["sessions"]).toMatchObject({
    kms_key_id: "${var.kms_key_arn}",
    retention_in_days: "${var.exec_log_retention_days}",
  });
});
