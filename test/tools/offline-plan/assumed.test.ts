import { assumedBy } from "../../../tools/offline-plan";

// What an environment's values name and do not make: an offline plan has to put it there.

const root = (call: object, variables: object = {}) => ({
  terraform: {},
  provider: { aws: [] },
  module: { app: { source: "../../modules/app", ...call } },
  variable: variables as never,
});

test("zones by their names, each once", () => {
  const call = {
    zone: { name: "example.edu" },
    mail: { zone: { name: "mail.example.edu" } },
    domain: { name: "a.example.edu", zone: { name: "example.edu" } },
    other: { zone: { id: "Z0123456789" } },
  };
  expect(assumedBy(root(call)).zones).toEqual(["example.edu", "mail.example.edu"]);
});

test("objects in buckets, inside lists too", () => {
  const object = { bucket: "sources", key: "redcap.zip" };
  expect(assumedBy(root({ sources: [{ zip: object }], log: { bucket: "logs" } })).objects).toEqual([object]);
});

test("snapshots that databases are restored from, with the module that does it", () => {
  const call = {
    database: { snapshot: { identifier: "of-the-day" } },
    cache: { snapshot: { name: "other" } },
  };
  expect(assumedBy(root(call)).snapshots).toEqual([{ name: "of-the-day", source: "../../modules/app" }]);
});

test("values of the variables that nobody gives, with a text for each secret setting", () => {
  const variables = { secrets: {}, password: {}, region: { default: "us-east-1" } };
  const call = { secret_settings: { a: {}, b: {} }, secret_values: "${var.secrets}" };
  expect(assumedBy(root(call, variables)).variables).toEqual({
    secrets: { a: "assumed", b: "assumed" },
    password: "assumed",
  });
});
