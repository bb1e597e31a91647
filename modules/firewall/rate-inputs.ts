import { z } from "zod";
import { constrain, oneOf } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { ipSetArns, ranges } from "./address-inputs";
import { modeInputs } from "./mode-inputs";
import { compiles, LONGEST_PATTERN } from "./paths";

/** Files that browsers fetch by the dozen with each page. */
const extensions = "css, eot, gif, ico, jpeg, jpg, js, map, png, svg, ttf, webp, woff, woff2".split(", ");

interface StaticFiles {
  readonly folders: readonly string[];
  readonly extensions: readonly string[];
}

/**
 * Static files as one regular expression over the path as it was sent. Only plain paths match: no dot in a folder's name, so that
 * /Resources/../index.php and /Resources/x.php/y.css count; nothing encoded, so that no transformation has to be paid for in capacity.
 */
export const staticPattern = ({ folders, extensions: endings }: StaticFiles): string =>
  `^(${folders.join("|")})([A-Za-z0-9_-]+/)*[A-Za-z0-9_.-]+\\.(${endings.join("|")})$`;

/** The same in HCL, over the reference of the object. */
export const staticPatternHcl = (ref: string): string =>
  `format("^(%s)([A-Za-z0-9_-]+/)*[A-Za-z0-9_.-]+\\\\.(%s)$", join("|", ${ref}.folders), join("|", ${ref}.extensions))`;

const folder = () =>
  constrain(
    z
      .string()
      .max(200)
      .regex(/^\/(.*\/)?$/, "must begin and end with a slash, like /assets/"),
    {
      message: "must be a valid regular expression",
      check: compiles,
      condition: (ref) => `can(regexall(${ref}, ""))`,
    },
  );

const staticFiles = decides(
  constrain(
    z.strictObject({
      folders: z
        .array(folder())
        .min(1)
        .describe(
          "Regular expressions, from the path's first slash to a folder's last, such as /assets/. Case matters.",
        ),
      extensions: z
        .array(z.string().regex(/^[a-z0-9]{1,10}$/, "must be an extension without a dot, like css"))
        .min(1)
        .default(extensions)
        .describe("Extensions of the files."),
    }),
    {
      message: `must fit into one regular expression of ${LONGEST_PATTERN} characters: use fewer or shorter folders`,
      check: (value) => staticPattern(value).length <= LONGEST_PATTERN,
      condition: (ref) => `try(length(${staticPatternHcl(ref)}) <= ${LONGEST_PATTERN}, true)`,
    },
  ),
)
  .optional()
  .describe(
    "Static files, which do not count: a page of many would use up the limit of a hospital behind one address. Default: everything counts.",
  );

/** Addresses that many people share. */
export const known = constrain(
  z.strictObject({
    cidrs: ranges().describe("IPv4 and IPv6 ranges."),
    ipSetArns: ipSetArns().describe("Existing IP sets: ARNs by a name of your choice."),
    requests: z
      .int()
      .min(10)
      .max(2_000_000_000)
      .default(50_000)
      .describe("Maximum number of requests from one of these addresses in the window."),
  }),
  {
    message: "must have cidrs or ipSetArns",
    check: ({ cidrs, ipSetArns: sets }) => cidrs.length + Object.keys(sets).length > 0,
    condition: (ref) => `length(${ref}.cidrs) + length(${ref}.ip_set_arns) > 0`,
  },
)
  .optional()
  .describe(
    "Addresses with a limit of their own, such as a hospital's behind which everybody is. Unlike those of allowCidrs, their requests are " +
      "inspected by all other rules. Default: none.",
  );

export const rateLimit = z
  .strictObject({
    requests: z
      .int()
      .min(10)
      .max(2_000_000_000)
      .default(2000)
      .describe("Maximum number of requests from one address in the window."),
    windowSeconds: oneOf(z.number(), [60, 120, 300, 600]).default(300).describe("Window in seconds."),
    staticFiles,
    known,
    ...modeInputs(),
  })
  .prefault({})
  .describe("Limit of requests from one address.");
