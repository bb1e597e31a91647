import { textsIn } from "./state";

const placesOf = (document: unknown, secret = "hunter2") =>
  textsIn(document)
    .filter(({ text }) => text.includes(secret))
    .map(({ place }) => place);

const key = { type: "aws_iam_access_key", name: "client", mode: "managed" };

test("a secret is found in a resource of a state, of a plan and of what a plan shows, by the resource's type", () => {
  const attributes = { secret: "hunter2", user: "someone" };
  const shown = {
    root_module: { child_modules: [{ resources: [{ ...key, address: "x", values: attributes }] }] },
  };
  const change = {
    actions: ["update"],
    before: attributes,
    after: attributes,
    after_sensitive: { secret: true },
  };
  for (const document of [
    { resources: [{ ...key, instances: [{ attributes }] }] },
    { prior_state: { values: shown } },
    { resource_changes: [{ ...key, address: "x", change }] },
  ]) {
    expect(new Set(placesOf(document))).toEqual(new Set(["aws_iam_access_key.secret"]));
  }
});

test("a secret is found in outputs, variables, names and parts of texts, by the place in the document", () => {
  const document = {
    outputs: { url: { value: ["https://a:hunter2@example.edu"] } },
    output_changes: { token: { before: null, after: { deep: "hunter2" } } },
    variables: { password: { value: "hunter2" } },
    checks: { hunter2: true },
  };
  expect(placesOf(document)).toEqual([
    "outputs.url.value",
    "output_changes.token.after.deep",
    "variables.password.value",
    "checks",
  ]);
});
