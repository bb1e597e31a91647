import * as path from "node:path";
import { userFolder } from "../support/given-file";
import { outdir, root, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { medplumBotLayer } from "./index";

/** `npm run medplum:bot-layer -- prod`: builds and uploads the layer of Medplum's bots. */
main(() =>
  medplumBotLayer(process.argv.slice(2), {
    folder: userFolder(),
    project: root,
    print: (line) => console.log(line),
    environments: synthesizeAll(),
    roots: path.join(outdir, "envs"),
    env: process.env,
  }),
);
