export { findTerraform, type Terraform } from "./binary";
export { type Import, type Imports, IMPORTS_FILE, writeImports } from "./imports";
export { AWS_PROVIDER, terraformEnvironment, type TerraformEnvironmentOptions } from "./environment";
export { providerInMirror } from "./mirrors";
export { ProgramError, runProgram, type RunOptions, type RunResult } from "./process";
export { registryReachable } from "./registry";
export { initTerraform, runTerraform, type TerraformRunOptions } from "./run";
export { buildStandInProviders, GO_BUILD, STAND_INS, type StandInOptions } from "./stand-ins";
