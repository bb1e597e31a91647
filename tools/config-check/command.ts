import { userFolder } from "../support/given-file";
import { root } from "../support/project";
import { main } from "../support/steps";
import { configCheck } from "./index";

/** `npm run config:check -- medplum.prod.config.json`: what is wrong with Medplum's file or an environment. */
main(async () => {
  // Whoever reads the output may have seen enough: `… | head`.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") throw new Error(`the output cannot be written: ${code}`);
  });
  const fine = await configCheck(process.argv.slice(2), {
    folder: userFolder(),
    root,
    env: process.env,
    print: (line) => console.log(line),
  });
  if (!fine) process.exitCode = 1;
});
