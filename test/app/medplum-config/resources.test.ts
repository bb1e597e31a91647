import { type Key, keys } from "../../../app/medplum-config/keys";
import { outcomes } from "../../../app/medplum-config/outcomes";
import { snakeCase } from "../../../lib/names";
import { proofs } from "../../../tools/docs/key-proofs";
import { inputsBehind } from "../../contract/reaches";

// The table of keys names a resource for each: what a key sets must arrive there, by what is written in terraform/modules.

const setting = (Object.keys(keys) as Key[]).filter((key) => outcomes[key].input !== undefined);

test("each key that sets an input has a resource, and no other", () => {
  expect(Object.keys(proofs).sort()).toEqual([...setting].sort());
});

test.each(setting)("%s reaches the resource that the table of keys names", (key) => {
  const input = outcomes[key].input!.split(".").map(snakeCase).join(".");
  const behind = inputsBehind("medplum", proofs[key]!.resource);
  const reaches = behind.some((name) => `${input}.`.startsWith(`${name}.`) || name.startsWith(`${input}.`));
  expect({ behind, reaches }).toEqual({ behind, reaches: true });
});

test("what an input does not reach is noticed", () => {
  expect(inputsBehind("medplum", "module.network.aws_subnet.app")).not.toContain("api.port");
  expect(() => inputsBehind("medplum", "module.network.aws_subnet.gone")).toThrow("there is no resource");
  expect(() => inputsBehind("medplum", "module.gone.aws_subnet.app")).toThrow("there is no call");
});
