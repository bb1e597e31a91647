import { localBootstrap, localEnvironment, localRoot } from "./project";
import { DEFAULT_DIRECTORY } from "../local-cloud";
import { stopLocal } from "./take-down";
import { main } from "../support/steps";

/** `npm stop`: destroys envs/local, stops the local cloud and forgets the state that lived in it. */
main(() =>
  stopLocal({
    rootModule: localRoot,
    bootstrapFolder: localBootstrap,
    directory: DEFAULT_DIRECTORY,
    env: process.env,
    terraformEnv: localEnvironment,
  }),
);
