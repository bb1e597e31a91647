import type { Inputs } from "../synthesis";

/** The least that is needed. */
export const good: Inputs = {
  name: "demo",
  engine: "aurora-mysql",
  databaseName: "demo",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  clients: { app: "sg-0123456789abcdef0" },
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
};

export const postgres: Inputs = { ...good, engine: "aurora-postgresql" };
