import { isUnknown, readable, unknownsIn, type Value } from "../../plan/expression/unknown";
import { containersOf } from "../containers";
import { given, shown } from "../ask";
import { KNOWN_SOFTWARE } from "../controls";
import type { Rule, Verdict } from "../rule";

export const noLatestTag: Rule = {
  id: "no-latest-tag",
  title: "Images are named by a version or a digest",
  reason: "What `latest` is changes without a plan: nobody can tell which code has run, or go back to it.",
  controls: KNOWN_SOFTWARE,
  types: ["aws_ecs_task_definition", "aws_lambda_function"],
  check: (resource, side) => {
    if (resource.type === "aws_lambda_function") {
      const image = given(side, resource, "image_uri");
      return image === null ? undefined : verdictOf([image]);
    }
    const containers = containersOf(side, resource);
    return containers === "unread"
      ? { unread: "container_definitions cannot be read" }
      : verdictOf(containers.map(({ image }) => image));
  },
};

function verdictOf(images: readonly (Value | undefined)[]): Verdict {
  const floating = images.filter((image) => typeof image === "string" && isFloating(image)).map(shown);
  if (floating.length > 0) return `${floating.join(", ")} may be another image tomorrow`;
  return images.some((image) => typeof image !== "string" || unknownsIn(image).length > 0 || isUnknown(image))
    ? { unread: "the name of an image cannot be read" }
    : undefined;
}

function isFloating(image: string): boolean {
  const name = readable(image);
  if (name.includes("@sha256:") || unknownsIn(image).length > 0) return false;
  const tag = /:([^:/]+)$/.exec(name)?.[1];
  return tag === undefined || tag === "latest";
}
