import { SourceBundle } from "../../../modules/source-bundle";
import { synthesize } from "../synthesis";

test("the function's role has a name that is free in another region", () => {
  const { resource } = synthesize(SourceBundle);
  expect(resource["aws_iam_role"]!["builder"]!["name"]).toBe(
    "${var.name}-${terraform_data.here.input.region}-bundle",
  );
});
