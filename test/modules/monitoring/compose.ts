import { terraformModule } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import type { ModuleStack } from "../../../lib/stack";
import { synthesized, temporaryFolder } from "../../lib/example";

/** The local values of a module that composes something, and what it composes, as an output. */
export function composed(compose: (module: ModuleStack) => unknown): {
  readonly locals: Readonly<Record<string, unknown>>;
  readonly value: unknown;
} {
  const folder = temporaryFolder();
  const Composed = terraformModule({
    name: "composed",
    summary: "Composed.",
    providers: [],
    inputs: {},
    outputs: { value: "The value." },
    resources: (module) => ({ value: compose(module) }),
  });
  writeModule(Composed.definition as never, folder);
  const { locals } = synthesized(folder, "composed", "main.tf.json") as unknown as {
    locals: Record<string, unknown>;
  };
  const { output } = synthesized(folder, "composed", "outputs.tf.json") as unknown as {
    output: { value: { value: unknown } };
  };
  return { locals, value: output.value.value };
}
