import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";

const own = readFileSync(new URL(import.meta.url));

/** What jest runs instead of TypeScript: the same file without its types. `npm run typecheck` looks at those. */
export default {
  process(sourceText, fileName) {
    const { code } = transformSync(sourceText, {
      sourcefile: fileName,
      loader: "ts",
      format: "cjs",
      platform: "node",
      target: "es2022",
      sourcemap: "inline",
      // Jest's module system has require only.
      supported: { "dynamic-import": false },
      // A decorator or a class field means what the project's TypeScript settings say.
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    });
    return { code };
  },

  /** Jest keeps what it has transformed: until the file, jest's configuration or this file changes. */
  getCacheKey(sourceText, fileName, { configString }) {
    const hash = createHash("sha256");
    for (const part of [own, sourceText, fileName, configString]) hash.update(part).update("\0");
    return hash.digest("hex");
  },
};
