import type { Inputs } from "../synthesis";
import { good } from "./cases";

const common: Inputs = {
  ...good,
  idleClientTimeoutSeconds: 600,
  connectionPool: {
    maxConnectionsPercent: 80,
    maxIdleConnectionsPercent: 20,
    borrowTimeoutSeconds: 30,
    initQuery: "SET extra_float_digits = 3",
    excludeVariableSets: true,
  },
  readerEndpoint: {},
  logRetentionDays: 30,
  forceDestroyLogs: true,
  logKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/99999999-2222-3333-4444-555555555555",
};

/** Every input. Tokens exclude connection secrets. */
export const completes: Readonly<Record<string, Inputs>> = {
  passwords: {
    ...common,
    connectionSecret: {
      credentials: "master",
      databaseName: "demo",
      fingerprint: "generation 1",
      recoveryWindowDays: 7,
    },
  },
  tokens: { ...common, iamAuthentication: true },
};
