import { DEFAULT_DIRECTORY } from "../local-cloud";
import { main } from "../support/steps";
import { localBootstrap, localEnvironment, localRoot } from "./deployment";
import { stopLocal } from "./take-down";

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
