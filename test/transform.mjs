import typescript from "typescript";

/** What jest runs instead of TypeScript: the same file without its types. `npm run typecheck` looks at those. */
export default {
  process(sourceText, fileName) {
    const { outputText } = typescript.transpileModule(sourceText, {
      fileName,
      compilerOptions: {
        target: typescript.ScriptTarget.ES2022,
        module: typescript.ModuleKind.CommonJS,
        esModuleInterop: true,
        inlineSourceMap: true,
      },
    });
    return { code: outputText };
  },
};
