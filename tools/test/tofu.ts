import { main } from "../support/steps";
import { findOpenTofu } from "../terraform";
import { report, runTests, testsFor } from "./suites";

/** What says most about OpenTofu, in the least time: every module validated and planned, and everything deployed. */
const DEFAULT = ["test/contract", "test/deployment"];

const usage = `usage: npm run test:tofu                       the integration tests of ${DEFAULT.join(" and ")}, with OpenTofu
       npm run test:tofu -- WHAT [WHAT ...]   those of WHAT, as npm test has it`;

/** `npm run test:tofu`: integration tests with OpenTofu in Terraform's place. Its last line counts them: "N passed, N failed". */
main(async () => {
  const args = process.argv.slice(2);
  if (args.includes("--help")) return console.log(usage);
  const option = args.find((arg) => arg.startsWith("-"));
  if (option) throw new Error(`${option} is not an option\n${usage}`);
  const { command, version } = await findOpenTofu({ log: console.log });
  console.log(`▸ OpenTofu ${version}: ${command}`);
  // What starts Terraform reads it, in this process and in the tests'.
  process.env.TERRAFORM_BINARY_NAME = command;
  report([await runTests("integration", testsFor(args.length > 0 ? args : DEFAULT))]);
});
