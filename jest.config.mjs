const common = {
  testEnvironment: "<rootDir>/test/environment.mjs",
  transform: { "\\.ts$": "<rootDir>/test/transform.mjs" },
  testTimeout: 60_000,
  modulePathIgnorePatterns: ["<rootDir>/.cache", "<rootDir>/terraform"],
};

/** `unit` needs nothing but Node; `integration` starts the real programs (Terraform, the local cloud, nginx, …). */
export default {
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.integration\\.test\\.ts$"],
    },
    { ...common, displayName: "integration", testMatch: ["<rootDir>/test/**/*.integration.test.ts"] },
  ],
};
