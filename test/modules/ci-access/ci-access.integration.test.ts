import { CiAccess } from "../../../modules/ci-access";
import { type Cloud, cloudOf, readRole, type Role } from "../../iam/cloud";
import { refusalOf } from "../../iam/evaluate";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { argumentsOf, deployCalls } from "../synthesis";
import { accepted, refused } from "./cases";
import { ACCOUNT, github, gitlab } from "./deployed";
import { requests } from "./requests";
import { admits } from "./sign-in";
import { issuers, signIns } from "./sign-ins";

checkedByTerraform(CiAccess, { accepted, refused });

describe("the roles", () => {
  const env = inLocalCloud();
  let cloud: Cloud;
  let terraform: (...args: string[]) => Promise<string>;
  beforeAll(async () => {
    cloud = cloudOf(env());
    const calls = { github: argumentsOf(CiAccess, github), gitlab: argumentsOf(CiAccess, gitlab) };
    terraform = await deployCalls(CiAccess, calls, { env: env() });
  }, 600_000);

  const role = (name: string): Promise<Role> => readRole(cloud, `arn:aws:iam::${ACCOUNT}:role/${name}`);

  test("are as planned: a second plan is empty", async () => {
    await terraform("plan", "-detailed-exitcode");
  }, 300_000);

  test.each(signIns)("%p: %s trusts %s", async (expected, name, _, claims) => {
    const issuer = issuers[name.split("-")[0] as keyof typeof issuers];
    const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;
    expect(admits((await role(name)).trust, provider, issuer, claims)).toBe(expected);
  });

  test.each(requests)("%p: %s may %s on %s (%j)", async (expected, name, action, resource, context = {}) => {
    const { arn, policies } = await role(name);
    const caller = { account: ACCOUNT, roleArn: arn, sessionArn: arn.replace(":role/", ":assumed-role/") };
    const region = /^arn:aws:(iam|s3):/.test(resource)
      ? "us-east-1"
      : (resource.split(":")[3] ?? "us-east-1");
    const request = { action, resource, context: { "aws:RequestedRegion": region, ...context } };
    // The state key's own policy leaves it to the account.
    const delegated = {
      Statement: [
        {
          Effect: "Allow" as const,
          Action: "kms:*",
          Resource: "*",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        },
      ],
    };
    const resourcePolicy = action.startsWith("kms:") ? delegated : undefined;
    const refusal = refusalOf(request, caller, { identity: policies, resource: resourcePolicy });
    expect(refusal === undefined).toBe(expected);
  });

  test("have policies that IAM takes: nine managed ones at most, and room for longer names", async () => {
    for (const name of ["ci-plan", "ci-drift", "ci-apply-prod", "ci-apply-staging", "lab-apply-dev"]) {
      const { policies } = await role(name);
      expect(policies.length).toBeLessThanOrEqual(10);
      const sizes = policies.map((policy) => JSON.stringify(policy).length);
      expect(Math.max(...sizes)).toBeLessThan(6144);
    }
  });

  test("allow nothing by a star in an action", async () => {
    for (const name of ["ci-plan", "ci-drift", "ci-apply-prod", "lab-apply-dev"]) {
      const { policies } = await role(name);
      const allowed = policies
        .flatMap(({ Statement }) => [Statement].flat())
        .filter(({ Effect }) => Effect === "Allow");
      expect(allowed.length).toBeGreaterThan(3);
      expect(
        allowed.flatMap(({ Action }) => [Action].flat()).filter((action) => action!.includes("*")),
      ).toEqual([]);
    }
  });
});
