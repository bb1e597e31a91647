import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { AwsContext } from "../../lib/aws/context";
import { warnUnless } from "../../lib/checks";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { heldByParameter, tag } from "./image-input";
import type { Inputs } from "./inputs";

/**
 * The image that the task definition names: the caller's, what a parameter holds, or that of the family's latest revision, whoever
 * registered it.
 */
export function currentImage(module: ModuleStack, deployed: EcsTaskDefinition, inputs: Inputs): Expression {
  const { imageOwner, imageParameter, name } = inputs;
  const parameter = new DataAwsSsmParameter(module, "image_parameter", {
    name: imageParameter.orNull.name,
    lifecycle: {
      postcondition: [
        {
          condition: tf`can(regex(${heldByParameter}, self.insecure_value))`.string,
          errorMessage:
            "The parameter ${self.name} must hold an image with a tag or a digest, or a tag alone (it holds ${self.insecure_value}).",
        },
      ],
    },
  });
  parameter.addOverride("count", tf`${imageParameter.given} ? 1 : 0`);
  const held = local(module, "held_by_parameter", tf`one(${reference(parameter.fqn)}[*].insecure_value)`);
  const repository = tf`regex("^([^@]+?)(?::[^:/@]+)?(?:@.+)?$", ${inputs.image})[0]`;
  const fromParameter = local(
    module,
    "image_of_parameter",
    tf`try(can(regex(${`^${tag}$`}, ${held})) ? join(":", [${repository}, ${held}]) : ${held}, null)`,
  );
  const containers = tf`jsondecode(${deployed.containerDefinitions})`;
  const fromPipeline = local(
    module,
    "image_of_pipeline",
    tf`one([for container in ${containers} : container.image if container.name == ${name}])`,
  );
  return local(
    module,
    "image",
    tf`${imageOwner} == "pipeline" ? coalesce(${fromPipeline}, ${inputs.image}) : ${imageOwner} == "parameter" ? ${fromParameter} : ${inputs.image}`,
  );
}

/** A warning in each plan as long as an image is tagged latest: the next task to start may run another version. */
export function warnOfLatest(module: ModuleStack, images: Expression): void {
  const floating = local(
    module,
    "latest_images",
    tf`[for name, image in ${images} : name if endswith(image, ":latest")]`,
  );
  warnUnless(module, "latest", {
    condition: tf`length(${floating}) == 0`,
    message:
      'The image of ${join(", ", local.latest_images)} is tagged latest: which version runs depends on when a task started, and a ' +
      "rollback starts the same image again. Name a version.",
  });
}

/** ARNs of the private ECR repositories among images, of whichever account and region. */
export function ecrRepositories(module: ModuleStack, aws: AwsContext, images: Expression): Expression {
  const parts = local(
    module,
    "ecr_images",
    tf`[for image in values(${images}) : regex("^([0-9]{12})[.]dkr[.]ecr[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", image) if can(regex("^[0-9]{12}[.]dkr[.]ecr[.]", image))]`,
  );
  return local(
    module,
    "ecr_repositories",
    tf`distinct([for part in ${parts} : format("arn:%s:ecr:%s:%s:repository/%s", ${aws.partition}, part[1], part[0], part[2])])`,
  );
}
