import { z } from "zod";
import { unique } from "../../lib/aws/inputs";

const header = () =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9!#$%&'+.^_`|~-]*[*]?[A-Za-z0-9!#$%&'+.^_`|~-]*$/,
      "must be the name of a header, with one * at most",
    );

/** What web pages may do with presigned links. */
export const cors = z
  .strictObject({
    allowedOrigins: unique(
      z
        .array(
          z
            .string()
            .regex(
              /^https?:\/\/([a-z0-9.-]*[*])?[a-z0-9.-]*[a-z0-9](:[0-9]{1,5})?$/,
              "must be an origin without a path, like https://app.example.org or https://*.example.org",
            ),
        )
        .min(1)
        .max(100),
    ).describe(
      "Origins of the pages: scheme, host and port. One * within the host at most; not every origin.",
    ),
    allowedMethods: unique(z.array(z.enum(["GET", "PUT", "HEAD", "POST", "DELETE"])).min(1))
      .default(["PUT"])
      .describe("Methods. Default: PUT, for uploads. The link's signature decides all the same."),
    allowedHeaders: unique(z.array(header().min(1)))
      .default(["*"])
      .describe(
        "Request headers that a page may send. Default: any, since the link's signature decides which are right.",
      ),
    exposedHeaders: unique(z.array(header().min(1)))
      .default(["ETag"])
      .describe("Response headers that a page may read. Default: ETag, which uploads in parts need."),
    maxAgeSeconds: z
      .int()
      .min(0)
      .max(86_400)
      .default(3600)
      .describe("Seconds for which a browser remembers the answer to its preflight request."),
  })
  .optional()
  .describe(
    "Lets pages of these origins use presigned links in the browser, such as for uploads. It gives nobody access by itself. " +
      "Default: browsers refuse.",
  );
