import type { InputsOf } from "../../../lib/module";
import type { LoadBalancer } from "../../../modules/load-balancer";

type Complete = InputsOf<typeof LoadBalancer.definition.inputs>;

const common = {
  name: "complete",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  internal: true,
  allowedCidrs: { campus: "192.0.2.0/24", clinics: "198.51.100.0/24" },
  allowedIpv6Cidrs: { campus: "2001:db8::/32" },
  sslPolicy: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
  strictTransportSecurity: "max-age=63072000; includeSubDomains",
  accessLogsBucket: "complete-logs",
  deletionProtection: false,
  idleTimeoutSeconds: 600,
  rulesPerSecurityGroup: 100,
  desyncMitigation: "strictest",
  additionalSecurityGroupIds: ["sg-0123456789abcdef0"],
  allowedPrefixListIds: { cloudfront: "pl-3b927c52" },
  forwardedFor: "preserve",
  accessLogsPrefix: "alb/complete",
  refusedHeaders: { "x-user": 2, "x-role": 7 },
} as const;

/** Every input, with everything that can be given at once. */
export const completes: Readonly<Record<"https" | "plainHttp", Complete>> = {
  https: {
    ...common,
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
    mutualAuthentication: {
      mode: "verify",
      trustStore: {
        bucketName: "complete-authorities",
        key: "clients.pem",
        objectVersion: "3sL4kqtJlcpXroDTDmJ",
      },
    },
  },
  plainHttp: { ...common, plainHttp: { reason: "trial without patient data" } },
};
