#!/usr/bin/env node
// The command for those who have this project as a package: `npx check-calls FOLDER`, and pre-commit.
import { tsImport } from "tsx/esm/api";

await tsImport("./command.ts", import.meta.url);
