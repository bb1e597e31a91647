import type { Inputs } from "../synthesis";

export const certificateArn =
  "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
export const webAclArn =
  "arn:aws:wafv2:us-east-1:123456789012:global/webacl/app/11111111-2222-3333-4444-555555555555";
export const loadBalancerArn = (name: string): string =>
  `arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/${name}/0123456789abcdef`;
export const reason = "Trial without a domain";

export const trial: Inputs = {
  name: "files",
  bucketOrigin: { domainName: "files.s3.us-west-2.amazonaws.com" },
  defaultCertificate: { reason },
  accessLogs: { bucketArn: "arn:aws:s3:::logs" },
};
export const { bucketOrigin, defaultCertificate, ...bare } = trial;
export const app: Inputs = {
  ...bare,
  bucketOrigin,
  aliases: { app: "app.example.org" },
  certificateArn,
};
export const server: Inputs = {
  ...bare,
  httpOrigin: { domainName: "redcap.example.org" },
  aliases: { app: "app.example.org" },
  certificateArn,
};
export const security = (securityHeaders: object): Inputs => ({ ...app, securityHeaders });
export const policy = (contentSecurityPolicy: object): Inputs => security({ contentSecurityPolicy });
export const source = (...sources: string[]): Inputs => policy({ "default-src": sources });
export const http = (more: object): Inputs => ({
  ...server,
  httpOrigin: { domainName: "redcap.example.org", ...more },
});
export const api = (more: object): Inputs => ({
  ...app,
  api: { origin: { domainName: "api.example.org" }, ...more },
});
export const cors = (more: object): Inputs => ({
  ...app,
  cors: { allowedOrigins: ["https://app.example.org"], ...more },
});
/** A server in a VPC, of which `blue` serves. */
export const vpc = (arns: Readonly<Record<string, string>>): Inputs => ({
  ...http({ vpcOrigin: "blue" }),
  vpcOrigins: Object.fromEntries(Object.entries(arns).map(([name, arn]) => [name, { arn }])),
});
