import type { AwsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";

/** An ARN for each environment, of what `resource` says of one. */
export function arnsByEnvironment(
  aws: AwsContext,
  environmentNames: Expression,
  service: string,
  resource: (name: string) => string,
) {
  const each = reference("environment").string;
  return tf`[for environment in values(${environmentNames}) : ${aws.arn(service, resource(each))}]`;
}
