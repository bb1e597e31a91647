import { environmentProblems } from "../../app/environment";
import { changed, expectOneProblem } from "./production";

test.each<[string, object, string]>([
  [
    "a tag of the environment's own",
    { Environment: "test" },
    'tags.Environment must not be Environment, ManagedBy or Name, which are set already (got "Environment")',
  ],
  [
    "a tag that differs from the environment's own in case",
    { managedBy: "hand" },
    "tags.managedBy must not be Environment, ManagedBy or Name, which are set already",
  ],
  [
    "two tags that IAM takes for one",
    { Owner: "a", owner: "b" },
    "tags must not have keys that differ in case only, which IAM takes for one",
  ],
  [
    "a tag under AWS's own prefix",
    { "AWS:owner": "a" },
    "tags.AWS:owner must not begin with aws: or elasticbeanstalk:, which AWS keeps for itself",
  ],
  [
    "a tag's key that AWS refuses",
    { "owner#": "a" },
    'tags.owner# must consist of letters, digits, spaces and _ . : / = + - @ (got "owner#")',
  ],
  [
    "a tag's value that AWS refuses",
    { Owner: "a;b" },
    'tags.Owner must consist of letters, digits, spaces and _ . : / = + - @ (got "a;b")',
  ],
  [
    "a tag's value that is too long",
    { Owner: "a".repeat(256) },
    "tags.Owner must have at most 255 characters",
  ],
  [
    "more tags than fit beside AWS's and our own",
    Object.fromEntries(Array.from({ length: 46 }, (_, i) => [`tag-${i}`, ""])),
    "tags must have at most 45 entries",
  ],
])("%s is one clear problem", (_, tags, message) => expectOneProblem({ tags }, {}, message));

test("tags in any language and with AWS's punctuation are no problem", () => {
  expect(
    environmentProblems(
      "prod",
      changed({ tags: { "Besitzer:in": "Forschungs-IT / Größe_1.0 = a+b@example.edu", Empty: "" } }),
    ),
  ).toEqual([]);
});
