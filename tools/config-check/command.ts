import { userFolder } from "../support/given-file";
import { main } from "../support/steps";
import { configCheck } from "./index";

/** `npm run config:check -- medplum.prod.config.json`: what is wrong with Medplum's file, or what becomes of it. */
main(async () => {
  // Whoever reads the output may have seen enough: `… | head`.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") throw new Error(`the output cannot be written: ${code}`);
  });
  const fine = configCheck(process.argv.slice(2), {
    folder: userFolder(),
    print: (line) => console.log(line),
  });
  if (!fine) process.exitCode = 1;
});
