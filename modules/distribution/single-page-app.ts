import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** S3's answers for what is not there: 404 to those who may list the bucket, 403 to others. */
const missing = [403, 404];

/**
 * The page of an app that routes in the browser, in place of S3's errors. Error pages are the whole distribution's and would
 * replace an API's errors, too: next to an API, a function asks for the page wherever a path has no file name.
 */
export function addPageFunction(
  module: ModuleStack,
  { name, singlePageApp, api }: Inputs,
): CloudfrontFunction {
  const { page } = singlePageApp.orNull;
  const code = local(module, "page_function", [
    "function handler(event) {",
    "  var request = event.request;",
    tf`format("  if (!/\\.[^/]*$/.test(request.uri)) request.uri = %s;", jsonencode(${page}))`,
    "  return request;",
    "}",
    "",
  ]);
  const made = new CloudfrontFunction(module, "page", {
    name: `${name}-page`,
    comment: `${name}: the app's page for paths without a file name`,
    runtime: "cloudfront-js-2.0",
    code: tf`join("\n", ${code})`.string,
    publish: true,
    lifecycle: { createBeforeDestroy: true },
  });
  made.addOverride("count", tf`${singlePageApp.given} && ${api.given} ? 1 : 0`);
  return made;
}

/** The `custom_error_response` blocks. */
export const errorPages = ({ singlePageApp, api, bucketOrigin }: Inputs): object[] => [
  {
    for_each: tf`${singlePageApp.given} && ${tf`!(${api.given})`} ? [for status in ${missing} : status if status == 404 || !coalesce(${bucketOrigin.orNull.listable}, false)] : []`,
    content: {
      error_code: reference("custom_error_response.value"),
      response_code: 200,
      response_page_path: singlePageApp.orNull.page,
      // An object that is uploaded later is found soon.
      error_caching_min_ttl: 10,
    },
  },
];
