import prodWest from "../../docs/prod-west";
import prod from "../../envs/prod";
import { environmentProblems } from "../../app/environment";
import { roots } from "./production";

// The environment that docs/second-region.md has readers copy. The type check reads it, too.

test("production's environment for another region is one that can be synthesized", () => {
  expect(environmentProblems("prod-west", prodWest)).toEqual([]);
});

test("it restores a snapshot with the replica of the salt, has names of its own, and writes to nobody before the move", () => {
  const { module, provider, terraform } = roots({ "prod-west": prodWest })("prod-west");
  const call = module["redcap"]!;
  const application = call["application"]! as Record<string, unknown>;
  expect(provider["aws"]![0]!["region"]).toBe("us-west-2");
  expect(terraform.backend.s3["region"]).toBe("us-west-2");
  expect((call["database"]! as Record<string, unknown>)["snapshot"]).toEqual({
    identifier: "redcap-west-restore",
  });
  expect(application["existing_salt"]).toEqual({
    secret_arn: expect.stringMatching(
      /^arn:aws:secretsmanager:us-west-2:.*:secret:redcap-prod\/salt-/,
    ) as string,
  });
  expect([application["cron"], call["mail"], call["audit_trail"]]).toEqual([false, undefined, undefined]);
  expect(call["name"]).not.toBe(prod.redcap!.name);
  // Nothing of it is in the first region.
  expect(JSON.stringify(call)).not.toContain("us-east-1");
});
