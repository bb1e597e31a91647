import type { Environment } from "../../app/environment";
import type { Environments } from "../support/environments";
import { messageOf } from "../support/message";
import { optionLines, type OptionsOf, type OptionTable, readOptions } from "../support/options";
import { ImageFile, imageOf } from "./image";
import { changesOf, type Plan } from "./plan";
import { loginOf, Server } from "./server";
import { checkedSteps, compare, same, shown, stepsBetween, type Version, versionOf } from "./versions";
import { type Patience, waitForMigrations, waitForVersion } from "./wait";

/** What the command works with. */
export interface Surroundings {
  /** The project. */
  readonly root: string;
  readonly environments: Environments;
  /** Environment variables: the login, and what leads to AWS. */
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly released: () => Promise<Version[]>;
  readonly deployer: (name: string) => Deployer;
  readonly patience: Patience;
}

/** Terraform in the environment's root module. */
export interface Deployer {
  /** Address of the server, from the outputs. */
  baseUrl(): Promise<string>;
  /** Synthesizes, plans and gives the plan, which is kept for {@link apply}. */
  plan(): Promise<Plan>;
  /** Applies exactly that plan. */
  apply(): Promise<void>;
  /** Forgets the plan, and synthesizes what the files say. */
  discard(): Promise<void>;
}

const options = {
  via: {
    value: "VERSIONS",
    help: "Steps on the way, separated by commas. Default: the last release of each minor version.",
  },
  api: { value: "URL", help: "Address at which the server is reached from here. Default: its own." },
  startMigrations: { help: "Start pending migrations, where the server is set not to: no way back then." },
  dryRun: { help: "Show the steps, and change nothing." },
  help: { help: "Show this help." },
} as const satisfies OptionTable;

type Options = OptionsOf<typeof options>;

const usage = [
  "usage: npm run medplum:upgrade -- ENVIRONMENT VERSION [options]",
  "",
  "Upgrades Medplum's server, one minor version after the other: writes the version into the environment's file, plans, applies where",
  "nothing else would change, waits until the version answers and its migrations are over, and goes on. Stops at the first error;",
  "the same command goes on from there. Commit the environment's file and terraform/ afterwards.",
  "",
  "MEDPLUM_CLIENT_ID and MEDPLUM_CLIENT_SECRET must be those of a client application of the Super Admin project.",
  "",
  ...optionLines(options),
].join("\n");

/** Upgrades a server. Throws an error that says what happened, and how to go on. */
export async function upgrade(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const { options: given, words, problems } = readOptions(options, args);
  if (given.help) return surroundings.print(usage);
  const [name, version, ...rest] = words;
  const target = versionOf(version ?? "");
  const via = (given.via ?? "")
    .split(",")
    .filter(Boolean)
    .map((text) => versionOf(text.trim()) ?? text);
  const { environments } = surroundings;
  const upgradable = Object.keys(environments).filter((each) => environments[each]?.medplum);
  const values = name !== undefined && upgradable.includes(name) ? environments[name] : undefined;
  if (name === undefined || !values)
    problems.push(
      `the environment must be one with Medplum: ${upgradable.join(", ")} (got ${name ?? "none"})`,
    );
  if (!target) problems.push(`the version must be like 5.2.13 (got ${version ?? "none"})`);
  if (rest.length > 0) problems.push(`too many arguments: ${rest.join(" ")}`);
  for (const step of via)
    if (typeof step === "string")
      problems.push(`--via must be versions like 5.1.39, separated by commas (got ${step})`);
  if (given.api !== undefined && !/^https?:\/\/[^?#]+$/.test(given.api))
    problems.push(`--api must be a URL like https://api.example.edu (got ${given.api})`);
  if (!name || !values || !target || problems.length > 0)
    throw new Error([...problems, "", usage].join("\n"));
  await new Walk(name, values, given, surroundings).to(target, via as Version[]);
}

/** The way of one environment to a version. */
class Walk {
  private readonly deployer: Deployer;

  constructor(
    private readonly name: string,
    private readonly values: Environment,
    private readonly given: Options,
    private readonly surroundings: Surroundings,
  ) {
    this.deployer = surroundings.deployer(name);
  }

  async to(target: Version, via: readonly Version[]): Promise<void> {
    const { root, env, print, released } = this.surroundings;
    const image = imageOf(
      this.name,
      (this.values.medplum as { readonly server: { readonly image: string } }).server.image,
    );
    const file = ImageFile.of(this.name, this.values, root, image);
    const login = loginOf(env);
    const base = this.given.api ?? (await this.deployer.baseUrl());
    const server = new Server(base.endsWith("/") ? base : `${base}/`, login);
    const running = await server.version();
    const steps =
      via.length > 0
        ? checkedSteps(running, via, target, await released().catch(() => undefined))
        : stepsBetween(running, target, await released());
    refuseOther(file.name, image.version, running, steps[0]!);
    print(`${shown(running)} runs. Steps: ${steps.map(shown).join(", ")}`);
    for (const step of steps)
      if (step[0] !== running[0])
        print(`${shown(step)} is another major version: read its release notes before you go on.`);
    if (this.given.dryRun) return;
    await this.settle(server, running);
    let present = image.version;
    for (const step of steps) {
      await this.deploy(file, present, step);
      present = step;
      await this.within(`${shown(step)} is deployed, but`, async () => {
        await waitForVersion(server, step, this.surroundings.patience);
      });
      print(`${shown(step)} answers`);
      await this.settle(server, step);
    }
    print(`Done: ${shown(target)} runs, and no migration is left. Commit ${file.name} and terraform/.`);
  }

  /** Waits until the migrations of the version that runs are over: the next one may not start before. */
  private settle(server: Server, version: Version): Promise<void> {
    const { print, patience } = this.surroundings;
    return this.within(`${shown(version)} runs, but`, async () => {
      if (this.given.startMigrations && (await server.migrations()).pending !== undefined)
        await server.startMigrations();
      await waitForMigrations(server, patience, print);
      print(`${shown(version)}: no migration is pending`);
    });
  }

  /** Changes the file, and applies that and nothing else. The file is as before where nothing was applied. */
  private async deploy(file: ImageFile, from: Version, to: Version): Promise<void> {
    const { print } = this.surroundings;
    const before = file.text;
    file.change(from, to);
    print(`${shown(to)}: ${file.name} names it; planning`);
    try {
      const { expected, others } = changesOf(await this.deployer.plan());
      if (others.length > 0)
        throw new Error(
          [
            "the plan changes more than the version. Apply or undo this first:",
            ...others.map((line) => `  ${line}`),
          ].join("\n"),
        );
      for (const line of expected) print(`  ${line}`);
    } catch (error) {
      file.restore(before);
      await this.deployer.discard();
      throw new Error(`${shown(to)} is not deployed, and ${file.name} is as before: ${messageOf(error)}`);
    }
    await this.within(
      `${shown(to)} could not be deployed. ECS undoes a deployment that does not become healthy. ${file.name} names ${shown(to)}:`,
      () => this.deployer.apply(),
    );
  }

  /** Says with an error where the walk stands, and how to go on. */
  private async within(where: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new Error(
        `${where} ${messageOf(error)}\n\nOnce that is mended, the same command goes on from there:\n` +
          `  npm run medplum:upgrade -- ${this.name} …`,
      );
    }
  }
}

/** The file names the version that runs, or the first step, at which an earlier walk stopped. */
function refuseOther(file: string, named: Version, running: Version, first: Version): void {
  if (same(named, running) || same(named, first)) return;
  const what = compare(named, running) > 0 ? "later" : "earlier";
  throw new Error(
    `${file} names ${shown(named)}, but ${shown(running)} runs: the file's is ${what}. Deploy what the file says, or write the version ` +
      "that runs into it.",
  );
}
