import type { AwsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The environments, as names and policies need them before they exist. */
export interface Named {
  /** Names by colour. */
  readonly names: Expression;
  readonly arns: Expression;
  /** ARNs of their log groups, as patterns. */
  readonly logGroupArns: Expression;
}

/** Names of the environments of some colours, by colour, as a named value. */
export const namesByColour = (
  module: ModuleStack,
  id: string,
  name: string,
  colours: Expression,
): Expression => local(module, id, tf`{for colour in ${colours} : colour => join("-", [${name}, colour])}`);

/** Names and ARNs of the environments, which follow from the inputs: policies name them without waiting for them. */
export function namesOf(module: ModuleStack, aws: AwsContext, { name, environments }: Inputs): Named {
  const names = namesByColour(module, "environment_names", name, tf`keys(${environments})`);
  const environment = reference("environment").string;
  const arns = (id: string, service: string, resource: string) =>
    local(module, id, tf`[for environment in values(${names}) : ${aws.arn(service, resource)}]`);
  return {
    names,
    arns: arns("environment_arns", "elasticbeanstalk", `environment/${name}/${environment}`),
    logGroupArns: arns("log_group_arns", "logs", `log-group:/aws/elasticbeanstalk/${environment}/*`),
  };
}
