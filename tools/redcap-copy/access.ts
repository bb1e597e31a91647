import type { Settings } from "../../app/settings";
import type { Access } from "../support/aws-access";

/** An environment, as its files say. */
export interface AccessOf {
  readonly name: string;
  readonly settings: Settings;
  /** Folder of its root module. */
  readonly root: string;
}

export const accessTo = ({ name, settings, root }: AccessOf, env: NodeJS.ProcessEnv): Access => ({
  label: `envs/${name}`,
  settings,
  root,
  env,
});
