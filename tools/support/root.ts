import * as path from "node:path";

/** The repository. */
export const root = path.resolve(__dirname, "../..");
