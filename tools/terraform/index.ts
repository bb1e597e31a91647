export { findTerraform, type Terraform } from "./binary";
export { terraformEnvironment, type TerraformEnvironmentOptions } from "./environment";
export { ProgramError, runProgram, type RunOptions, type RunResult } from "./process";
export { registryReachable } from "./registry";
export { runTerraform, type TerraformRunOptions } from "./run";
export { buildStandInProviders, STAND_INS, type StandInOptions } from "./stand-ins";
