#!/usr/bin/env node
// The command for those who have this project as a package: `npx plan-review plan.json`.
import { tsImport } from "tsx/esm/api";

await tsImport("./command.ts", import.meta.url);
