import type { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { type Expression, reference, tf } from "../../lib/expression";
import type { Inputs } from "./inputs";
import { managed } from "./managed-policies";
import { originIds } from "./origins";

const everyMethod = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
const reading = ["GET", "HEAD"];

/** What every request gets that no other behavior matches. */
export function defaultBehavior(input: Inputs, headersPolicyId: string) {
  const { bucketOrigin, httpOrigin, cors } = input;
  const readable = tf`${cors.given} ? ${[...reading, "OPTIONS"]} : ${reading}`;
  const byDefault = tf`${bucketOrigin.given} ? ${managed.cache.optimized} : ${managed.cache.disabled}`;
  const ofBucket = tf`${cors.given} ? ${managed.originRequest.corsS3Origin} : null`;
  return {
    targetOriginId: originIds.main,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: tf`${httpOrigin.given} ? ${everyMethod} : (${readable})`.list,
    cachedMethods: reading,
    compress: true,
    cachePolicyId: tf`coalesce(${input.cachePolicyId}, ${byDefault})`.string,
    originRequestPolicyId: tf`${httpOrigin.given} ? ${forServer(httpOrigin)} : (${ofBucket})`.string,
    responseHeadersPolicyId: headersPolicyId,
    trustedKeyGroups: tf`values(${input.trustedKeyGroupIds})`.list,
  };
}

const forServer = (httpOrigin: Inputs["httpOrigin"]): Expression =>
  tf`(${httpOrigin.orNull.hostHeader} == "viewer" ? ${managed.originRequest.allViewer} : ${managed.originRequest.allViewerExceptHostHeader})`;

/** Runs the function that answers with the app's page, where there is one. */
export const pageFunction = (page: CloudfrontFunction): object[] => [
  {
    for_each: reference(`${page.fqn}[*]`),
    content: { event_type: "viewer-request", function_arn: reference("function_association.value.arn") },
  },
];

/** The `ordered_cache_behavior` blocks, the API's first, and what is not cached before what is. */
export function orderedBehaviors(input: Inputs, headersPolicyId: string): object[] {
  const { api, cachedPaths, httpOrigin, trustedKeyGroupIds, uncachedPaths } = input;
  const ofServer = {
    path_pattern: reference("ordered_cache_behavior.value"),
    target_origin_id: originIds.main,
    viewer_protocol_policy: "redirect-to-https",
    cached_methods: reading,
    compress: true,
    response_headers_policy_id: headersPolicyId,
    trusted_key_groups: tf`values(${trustedKeyGroupIds})`,
  };
  const ofApi = api.in("ordered_cache_behavior");
  return [
    {
      for_each: tf`${api}[*]`,
      content: {
        path_pattern: ofApi.pathPattern,
        target_origin_id: originIds.api,
        // No redirect: what was sent without encryption is known to others already.
        viewer_protocol_policy: "https-only",
        allowed_methods: everyMethod,
        cached_methods: reading,
        compress: true,
        cache_policy_id: tf`coalesce(${ofApi.cachePolicyId}, ${managed.cache.disabled})`,
        origin_request_policy_id: managed.originRequest.allViewerExceptHostHeader,
        response_headers_policy_id: managed.responseHeaders.securityHeaders,
      },
    },
    {
      for_each: uncachedPaths,
      content: {
        ...ofServer,
        allowed_methods: everyMethod,
        cache_policy_id: managed.cache.disabled,
        origin_request_policy_id: forServer(httpOrigin),
      },
    },
    {
      for_each: cachedPaths,
      content: {
        ...ofServer,
        allowed_methods: reading,
        cache_policy_id: managed.cache.optimized,
        // The name by which the server knows itself, and which its certificate is for.
        origin_request_policy_id: tf`${httpOrigin.orNull.hostHeader} == "viewer" ? ${managed.originRequest.hostHeaderOnly} : null`,
      },
    },
  ];
}
