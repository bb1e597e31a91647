import prod from "../../envs/prod";
import { changed, roots } from "./production";

test("a new environment is one new file, and leaves the others' roots alone", () => {
  const before = roots({ prod });
  const after = roots({ prod, "trial-site": changed({ account: "999988887777" }) });
  expect(after("prod")).toEqual(before("prod"));
  expect(after("trial-site").terraform.backend.s3).toMatchObject({
    bucket: "terraform-state-999988887777-us-east-1",
    workspace_key_prefix: "envs",
  });
  expect(after("trial-site").output["environment"]!.precondition!.condition).toBe(
    '${terraform.workspace == "trial-site"}',
  );
});

test("an output that may be null is empty text then, since cdktf-cli cannot print null", () => {
  const { output } = roots({ prod })("prod");
  expect(output["redcap_url"]).toMatchObject({ value: '${try(coalesce(module.redcap.url), "")}' });
});

test("an audit trail records the environment's state bucket, unless it names another, or is others'", () => {
  const stateBucketOf = (auditTrail: object) => {
    const { module } = roots({ prod: changed({}, { auditTrail }) })("prod");
    return module["redcap"]!["audit_trail"]!["state_bucket"];
  };
  expect(stateBucketOf({})).toEqual({ name: "terraform-state-111122223333-us-east-1" });
  expect(stateBucketOf({ stateBucket: { name: "our-state" } })).toEqual({ name: "our-state" });
  expect(stateBucketOf({ existingLogGroup: { name: "organization/trail" } })).toBeUndefined();
});

test("a budget is that of the environment's tag, unless it names another", () => {
  const tagOf = (budget: object) => {
    const { module } = roots({
      prod: changed({}, { monitoring: { budget: { monthlyUsd: 3000, ...budget } } }),
    })("prod");
    return (module["redcap"]!["monitoring"]!["budget"] as Record<string, unknown>)["cost_allocation_tag"];
  };
  expect(tagOf({})).toEqual({ key: "Environment", value: "prod" });
  expect(tagOf({ costAllocationTag: { key: "Study", value: "alpha" } })).toEqual({
    key: "Study",
    value: "alpha",
  });
});
