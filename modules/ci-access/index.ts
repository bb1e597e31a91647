import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { environmentsOf } from "./environment";
import { guards } from "./guard";
import { inputs } from "./inputs";
import { addRoles } from "./roles";
import { rules } from "./rules";
import { stateStatements } from "./state";
import { addIssuer, trustPolicies } from "./trust";

/**
 * What CI needs to run Terraform without a key of its own: the OIDC provider of GitHub or GitLab, a role for plans that changes nothing and
 * reads no secret, and a role for each environment that applies it. What they may do follows from the resource types of these
 * modules (`rights/`), and where, from the environments' names. An administrator applies it, once for an account: no role of its own can change it.
 */
export const CiAccess = terraformModule({
  name: "ci-access",
  summary:
    "Roles with which GitHub Actions or GitLab CI/CD plans and applies environments, without stored keys.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    providerArn: "ARN of the OIDC provider.",
    planRoleArn: "ARN of the role of plans.",
    driftRoleArn: "ARN of the role of scheduled plans, or null.",
    applyRoleArns: "ARNs of the roles that apply, by environment.",
  },
  resources(module, input) {
    const aws = awsContext(module);
    const { values, settings } = environmentsOf(module, aws, input);
    const issuer = addIssuer(module, input);
    const role = addRoles(module, aws, input, {
      trust: trustPolicies(module, input, settings, issuer),
      values,
      state: stateStatements(module, aws, input, settings),
      guards: guards(module, aws, input, settings),
    });
    return {
      providerArn: issuer.providerArn,
      planRoleArn: tf`${role.fqn}["plan"].arn`,
      driftRoleArn: tf`try(${role.fqn}["drift"].arn, null)`,
      applyRoleArns: tf`{for key in keys(${input.environments}) : key => ${role.fqn}[join("-", ["apply", key])].arn}`,
    };
  },
});
