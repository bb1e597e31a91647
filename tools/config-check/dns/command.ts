import { Resolver } from "node:dns/promises";
import * as path from "node:path";
import { Route53Client } from "@aws-sdk/client-route-53";
import { settingsOf } from "../../../app/settings";
import { withAccess } from "../../support/aws-access";
import { messageOf } from "../../support/message";
import type { Subject } from "../subject";
import { zoneProblems } from "./index";
import { zonesOf } from "./zones";

/** What reaches AWS and the world. */
interface Surroundings {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What is wrong with --resolver. */
export function resolverProblems(given: string, dns: boolean): string[] {
  if (!dns) return ["--resolver is for --dns only"];
  try {
    new Resolver().setServers(addressesOf(given));
    return [];
  } catch {
    return [`--resolver must be IP addresses, separated by commas, like 8.8.8.8,1.1.1.1 (got ${given})`];
  }
}

const addressesOf = (given: string): string[] => given.split(",").map((address) => address.trim());

/** What is wrong with the zones of an environment or a file, a sentence each. */
export async function checkDns(
  { name, values, file }: Subject,
  resolvers: string | undefined,
  { root, env }: Surroundings,
): Promise<string[]> {
  const label = file ?? `envs/${name}`;
  const zones = zonesOf(values);
  if (zones.length === 0) return [`${label}: names no public zone, so that --dns has nothing to look at`];
  const resolver = new Resolver();
  if (resolvers !== undefined) resolver.setServers(addressesOf(resolvers));
  const settings = settingsOf(values);
  const access = { label, settings, root: path.join(root, "terraform", "envs", name), env };
  try {
    return await withAccess(access, async () => {
      const route53 = new Route53Client({ region: settings.region });
      const found = zones.map(async (zone) => {
        // A file's zone has no other place than the file.
        const where = file ?? `${label}: ${zone.at}`;
        return (await zoneProblems(zone, { route53, resolver })).map((text) => `${where}: ${text}`);
      });
      return (await Promise.all(found)).flat();
    });
  } catch (error) {
    return [messageOf(error)];
  }
}
