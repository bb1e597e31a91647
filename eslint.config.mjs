import tseslint from "typescript-eslint";

const deepImports = {
  regex: "^@cdktf/provider-[^/]+(/lib)?$",
  message: "Import the one resource (@cdktf/provider-aws/lib/vpc): the package index costs 2 s and 540 MB.",
};

export default tseslint.config(
  { ignores: ["node_modules/", ".cache/", "terraform/", "coverage/"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts", "**/*.mjs"],
    rules: {
      eqeqeq: "error",
      "no-restricted-imports": ["error", { patterns: [deepImports] }],
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
);
