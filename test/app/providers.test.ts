import { root } from "./production";

const default_tags = [
  {
    tags: {
      Environment: "prod",
      ManagedBy: "Terraform",
      Owner: "research-it@example.edu",
      DataClass: "PHI",
    },
  },
];

test("a provider touches the environment's account only, and tags what it makes", () => {
  expect(root({}).provider["aws"]).toEqual([
    {
      region: "us-east-1",
      allowed_account_ids: ["111122223333"],
      default_tags,
    },
    // For CloudFront.
    { region: "us-east-1", alias: "us_east_1", allowed_account_ids: ["111122223333"], default_tags },
  ]);
});

test("there is no us-east-1 in GovCloud, whose credentials no other region takes", () => {
  const { aws } = root({ region: "us-gov-west-1" }).provider;
  expect(aws).toMatchObject([{ region: "us-gov-west-1" }, { region: "us-gov-west-1", alias: "us_east_1" }]);
});
