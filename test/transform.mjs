import { transformSync } from "esbuild";

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
};
