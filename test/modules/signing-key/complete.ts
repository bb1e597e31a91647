import type { InputsOf } from "../../../lib/module";
import type { SigningKey } from "../../../modules/signing-key";
import { keys } from "./keys";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof SigningKey.definition.inputs> = {
  name: "complete",
  keys: { a: { own: { publicKey: keys.good } }, b: {} },
  activeKey: "b",
};
