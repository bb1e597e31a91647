import { isUnknown, type Value } from "../plan/expression/unknown";
import type { Resource } from "../plan/model";
import { objectsIn, type Side } from "../plan/side";

/** The containers of a task definition, whose texts may have unknown parts. */
export function containersOf(
  side: Side,
  task: Resource,
): readonly Readonly<Record<string, Value>>[] | "unread" {
  const definitions = side.value(task, "container_definitions");
  if (isUnknown(definitions)) return "unread";
  if (typeof definitions !== "string") return objectsIn(definitions);
  try {
    return objectsIn(JSON.parse(definitions) as Value);
  } catch {
    return "unread";
  }
}
