const common = {
  testEnvironment: "<rootDir>/test/environment.mjs",
  transform: { "\\.ts$": "<rootDir>/test/transform.mjs" },
  modulePathIgnorePatterns: ["<rootDir>/.cache", "<rootDir>/terraform"],
};

/** `unit` needs nothing but Node; `integration` starts the real programs (Terraform, the local cloud, nginx, …). */
export default {
  // For a whole run only: jest takes none from a project.
  testTimeout: 60_000,
  testSequencer: "<rootDir>/test/sequencer.mjs",
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
