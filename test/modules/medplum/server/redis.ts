import { Redis, type RedisOptions } from "ioredis";
import { redisSections } from "../../../../modules/medplum/settings";
import { type Configuration, isObject } from "./configuration";

/** A client for each Redis that is configured. */
export class RedisClients {
  private readonly clients = new Map<string, Redis>();
  private readonly lastErrors = new Map<string, Error>();

  /** The section's values are ioredis' options, whatever they are. Does not wait for the connections. */
  constructor(configuration: Configuration) {
    for (const section of redisSections) {
      const options = configuration[section];
      if (!isObject(options)) continue;
      const client = new Redis({ ...(options as RedisOptions) });
      client.on("error", (error: Error) => this.lastErrors.set(section, error));
      this.clients.set(section, client);
    }
  }

  /** Asks every one for an answer: an error is thrown, and one that does not answer lets it wait. */
  async check(): Promise<Record<string, boolean>> {
    const answers = [...this.clients].map(async ([section, client]) => {
      try {
        return [section, (await client.ping()) === "PONG"] as const;
      } catch (error) {
        // ioredis says that it has given up, and not on what.
        const { message } = this.lastErrors.get(section) ?? (error as Error);
        throw new Error(`${section}: ${message}`, { cause: this.lastErrors.get(section) ?? error });
      }
    });
    return Object.fromEntries(await Promise.all(answers));
  }

  /** Ends all connections. */
  close(): void {
    for (const client of this.clients.values()) client.disconnect();
  }
}
