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
