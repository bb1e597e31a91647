import { z } from "zod";
import { assumedBy, policy, type Statement } from "../../../lib/aws/policy";
import { tf } from "../../../lib/expression";
import { terraformModule } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import type { ModuleStack } from "../../../lib/stack";
import { synthesized, temporaryFolder } from "../example";

const read: Statement = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: tf`var.bucket` };
const write: Statement = { Sid: "Write", Effect: "Allow", Action: "s3:PutObject", Resource: "*" };

/** The locals and the one output of a module. */
function rendered(value: (module: ModuleStack) => string) {
  const outdir = temporaryFolder();
  const Example = terraformModule({
    name: "example",
    summary: "Example.",
    providers: [],
    inputs: { bucket: z.string().describe("Bucket.") },
    outputs: { value: "The value." },
    resources: (module) => ({ value: value(module) }),
  });
  writeModule(Example.definition as never, outdir);
  return {
    ...synthesized(outdir, "example", "main.tf.json"),
    ...synthesized(outdir, "example", "outputs.tf.json"),
  };
}

test("a policy's statements are a local value, of which each attribute is a line of its own", () => {
  expect(rendered((module) => policy(module, "role", read, write))).toEqual({
    locals: {
      role_statements: [
        { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: "${var.bucket}" },
        { Sid: "Write", Effect: "Allow", Action: "s3:PutObject", Resource: "*" },
      ],
    },
    output: {
      value: {
        description: "The value.",
        value: '${jsonencode({ Version = "2012-10-17", Statement = local.role_statements })}',
      },
    },
  });
});

test("a statement may depend on a condition that Terraform knows", () => {
  const { locals, output } = rendered((module) =>
    policy(module, "role", read, { when: tf`var.bucket != null`, statement: write }),
  ) as unknown as { locals: object; output: { value: { value: string } } };
  expect(locals).toEqual({
    role_statements: [
      { when: true, statement: { ...read, Resource: "${var.bucket}" } },
      { when: "${var.bucket != null}", statement: write },
    ],
  });
  expect(output.value.value).toBe(
    '${jsonencode({ Version = "2012-10-17", Statement = [for entry in local.role_statements : entry.statement if entry.when] })}',
  );
});

test("a trust policy names the service, and its condition", () => {
  const { output } = rendered(() =>
    assumedBy("ec2.amazonaws.com", { StringEquals: { "aws:SourceAccount": "111122223333" } }),
  ) as unknown as { output: { value: { value: string } } };
  expect(output.value.value).toBe(
    '${jsonencode({ Version = "2012-10-17", Statement = [{"Sid" = "Assume", "Effect" = "Allow", "Principal" = ' +
      '{"Service" = "ec2.amazonaws.com"}, "Action" = "sts:AssumeRole", "Condition" = {"StringEquals" = ' +
      '{"aws:SourceAccount" = "111122223333"}}}] })}',
  );
});
