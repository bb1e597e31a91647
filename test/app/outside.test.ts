import { parameterValue, secretVariable } from "../../app/outside";
import { changed, redcap, roots, type Values } from "./production";

interface Root {
  readonly variable?: Values;
  readonly data?: Values;
  readonly module: { readonly redcap: Record<string, Values> };
}

const rootWith = (application: object): Root => {
  const inputs = { application: { ...redcap["application"], ...application } };
  return roots({ prod: changed({}, inputs) })("prod") as unknown as Root;
};

test("a value in Parameter Store is read by the root module, converted and shown", () => {
  const { data, module } = rootWith({
    institution: parameterValue("/hospital/name", "string"),
    uploadLimitMb: parameterValue("/hospital/upload-limit", "number"),
    cron: parameterValue("/hospital/cron", "boolean"),
  });
  expect(data).toEqual({
    aws_ssm_parameter: {
      hospital_name: { name: "/hospital/name" },
      hospital_upload_limit: { name: "/hospital/upload-limit" },
      hospital_cron: { name: "/hospital/cron" },
    },
  });
  expect(module.redcap["application"]).toMatchObject({
    institution: "${nonsensitive(data.aws_ssm_parameter.hospital_name.value)}",
    upload_limit_mb: "${tonumber(nonsensitive(data.aws_ssm_parameter.hospital_upload_limit.value))}",
    cron: "${tobool(nonsensitive(data.aws_ssm_parameter.hospital_cron.value))}",
  });
});

test("secrets of whoever runs Terraform are a variable of the root module that is never stored", () => {
  const { variable, module } = rootWith({ institution: secretVariable("secrets", "Secrets by name.") });
  expect(variable).toEqual({
    secrets: {
      type: "map(string)",
      description: "Secrets by name.",
      ephemeral: true,
      sensitive: true,
      nullable: false,
    },
  });
  expect(module.redcap["application"]!["institution"]).toBe("${var.secrets}");
});

test("an environment that takes nothing from outside has neither", () => {
  const root = rootWith({});
  expect(root).not.toHaveProperty("variable");
  expect(root).not.toHaveProperty("data");
});

test("a parameter whose name begins with a digit has a name that Terraform takes", () => {
  const { data } = rootWith({ institution: parameterValue("/2026/name", "string") });
  expect(data).toEqual({ aws_ssm_parameter: { _2026_name: { name: "/2026/name" } } });
});

test("one value from outside can be given in two places", () => {
  const name = () => parameterValue("/hospital/name", "string");
  const { data } = rootWith({ institution: name(), timezone: name() });
  expect(data).toEqual({ aws_ssm_parameter: { hospital_name: { name: "/hospital/name" } } });
});

test("two parameters of one name in Terraform are refused: one would silently replace the other", () => {
  expect(() =>
    rootWith({
      institution: parameterValue("/hospital/name", "string"),
      timezone: parameterValue("/hospital-name", "string"),
    }),
  ).toThrow(
    /"\/hospital\/name".* and .*"\/hospital-name".* are both data\.aws_ssm_parameter\.hospital_name in Terraform; rename one/,
  );
});

test.each(["signing-key", "Secrets", "1st", "", "a b"])("a variable that is called %j is refused", (name) => {
  expect(() => secretVariable(name, "Secrets by name.")).toThrow(
    /must be lower-case letters, digits and underscores, beginning with a letter/,
  );
});
