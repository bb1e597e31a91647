import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { addSubjects } from "./subjects";

const GITHUB = "token.actions.githubusercontent.com";

/** The OIDC provider that vouches for jobs, and what it calls itself in conditions. */
export interface Issuer {
  readonly providerArn: Expression;
  readonly name: Expression;
  readonly audience: Expression;
}

/** Makes the OIDC provider, or takes the one that the account has. */
export function addIssuer(module: ModuleStack, { github, gitlab, existingProvider }: Inputs): Issuer {
  const name = local(module, "issuer", tf`${github.given} ? ${GITHUB} : ${gitlab.orNull.host}`);
  const audience = local(
    module,
    "audience",
    tf`${github.given} ? "sts.amazonaws.com" : coalesce(${gitlab.orNull.audience}, ${`https://${name.string}`})`,
  );
  // No thumbprints: AWS verifies issuers by the authorities of their certificates, and takes it from there.
  const provider = new IamOpenidConnectProvider(module, "provider", {
    url: `https://${name.string}`,
    clientIdList: tf`[${audience}]`.list,
  });
  provider.addOverride("count", tf`${existingProvider.given} ? 0 : 1`);
  const providerArn = local(
    module,
    "provider_arn",
    tf`${existingProvider.given} ? ${existingProvider.orNull.arn} : one(${provider.fqn}[*].arn)`,
  );
  return { providerArn, name, audience };
}

/** The roles' trust policies, as JSON by role. Each is for one audience, and for subjects that are compared whole. */
export function trustPolicies(
  module: ModuleStack,
  input: Inputs,
  settings: Expression,
  { providerArn, name, audience }: Issuer,
): Expression {
  const subjects = addSubjects(module, input, settings);
  const claim = (key: string) => tf`(${`${name.string}:${key}`})`;
  const equal = local(
    module,
    "trusted_claims",
    tf`{for role, trusted in ${subjects} : role => merge({ ${claim("aud")} = ${audience} }, {for key, values in trusted.equal : ${`${name.string}:${reference("key").string}`} => values if length(values) > 0})}`,
  );
  const like = local(
    module,
    "trusted_patterns",
    tf`{for role, trusted in ${subjects} : role => length(trusted.like) > 0 ? { StringLike = { ${claim("sub")} = trusted.like } } : {}}`,
  );
  return local(
    module,
    "trust_policies",
    tf`{for role, claims in ${equal} : role => jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "SignIn", Effect = "Allow", Principal = { Federated = ${providerArn} }, Action = "sts:AssumeRoleWithWebIdentity", Condition = merge({ StringEquals = claims }, ${like}[role]) }] })}`,
  );
}
