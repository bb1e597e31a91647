import { root } from "./production";

test("a workspace other than the environment's is refused, with the way to the right one", () => {
  expect(root({}).output["environment"]!.precondition).toEqual({
    condition: '${terraform.workspace == "prod"}',
    error_message:
      "envs/prod belongs to the workspace prod, but the selected one is ${terraform.workspace}. Run " +
      "terraform workspace select prod, or set TF_WORKSPACE=prod.",
  });
});
