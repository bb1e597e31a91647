import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { edgeKey } from "../foundation/edge";
import { type Common, filesDistribution, webApp } from "./edge";
import { edgeFirewalls } from "./edge-firewalls";
import { edgeOperations } from "./edge-operations";
import type { Inputs } from "./inputs";

/** What the distributions need of the rest. */
interface Served extends Common {
  readonly files: { readonly name: Expression; readonly domainName: Expression };
  /** Key group whose keys sign the URLs of files. */
  readonly keyGroupId: Expression;
}

/** All that CloudFront serves: the web app and the files, with their firewalls, alarms and key in us-east-1. */
export function edgeOf(module: ModuleStack, aws: AwsContext, input: Inputs, served: Served) {
  const { files, keyGroupId, ...common } = served;
  const any = tf`!(${input.app.servedElsewhere.given}) || !(${input.storage.servedElsewhere.given})`;
  const key = edgeKey(module, input, local(module, "any_distribution", any));
  const firewalls = edgeFirewalls(module, input, key.arn);
  const storage = filesDistribution(module, input, files.domainName, {
    ...common,
    keyGroupId,
    webAclArn: firewalls.storage.arn,
  });
  const app = webApp(module, aws, input, {
    ...common,
    filesBucketName: files.name,
    webAclArn: firewalls.app.arn,
  });
  const { topicArn } = edgeOperations(module, input, key, {
    app: { distributionId: app.distributionId, certificateArn: app.certificateArn, firewall: firewalls.app },
    storage: {
      distributionId: storage.id,
      certificateArn: storage.certificateArn,
      firewall: firewalls.storage,
    },
  });
  return { app, storage, alarmTopicArn: topicArn };
}
