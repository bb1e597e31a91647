import { root } from "./production";

test("a provider touches the environment's account only, and tags what it makes", () => {
  expect(root({}).provider["aws"]).toEqual([
    {
      region: "us-east-1",
      allowed_account_ids: ["111122223333"],
      default_tags: [
        {
          tags: {
            Environment: "prod",
            ManagedBy: "Terraform",
            Owner: "research-it@example.edu",
            DataClass: "PHI",
          },
        },
      ],
    },
  ]);
});
