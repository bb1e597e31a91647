/** What a resolver answered: no records where there are none, and a failure where it could not tell. */
export interface Answer<T> {
  readonly records: readonly T[];
  readonly failure?: string;
}

/** Asks a resolver. Throws nothing. */
export async function answerOf<T>(ask: () => Promise<readonly T[]>): Promise<Answer<T>> {
  try {
    return { records: await ask() };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === "ENODATA" || code === "ENOTFOUND") return { records: [] };
    return { records: [], failure: reasons[code] ?? code };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ESERVFAIL:
    "SERVFAIL: its name servers do not answer, or its parent zone still has a DS record of an earlier DNS provider",
  ETIMEOUT: "the resolver does not answer; --resolver names another one",
  ECONNREFUSED: "the resolver refuses connections; --resolver names another one",
  EREFUSED: "the resolver refuses to answer; --resolver names another one",
};
