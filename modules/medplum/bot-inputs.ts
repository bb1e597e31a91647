import { z } from "zod";
import { arn } from "../../lib/aws/inputs";
import { layerName } from "../bot-runtime/inputs";
import { botPart } from "./bot-part";

/** Users' programs. */
export const bots = z
  .strictObject({
    ...botPart.shape,
    layerName: layerName()
      .default("medplum-bot-layer")
      .describe(
        "Lambda layer with the bots' libraries, in this account and region, published here or by others. Default: medplum-bot-layer. " +
          "[botLambdaLayerName]",
      ),
    customFunctionArns: z
      .array(arn("lambda", "function:"))
      .default([])
      .describe(
        "Lambda functions of your own that bots may run as. With any, the server's setting botCustomFunctionsEnabled is on. Default: none.",
      ),
  })
  .optional()
  .describe(
    "Bots: users' programs that run as Lambda functions. Default: off, and the server may create no functions.",
  );
