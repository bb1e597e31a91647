/** AWS's own policies, which have the same IDs in every account (CloudFront Developer Guide: "Use managed … policies"). */
export const managed = {
  cache: {
    /** By path alone, compressed: for static files. A day, unless the origin says otherwise. */
    optimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    disabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  originRequest: {
    allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    /** Nothing of the request but its Host header. */
    hostHeaderOnly: "bf0718e1-ba1e-49d1-88b1-f726733018ae",
    /** The headers that S3 answers a preflight request by. */
    corsS3Origin: "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  },
  responseHeaders: {
    /** HSTS, frame options and referrer policy where the server sends none, and nosniff. */
    securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
  },
} as const;
