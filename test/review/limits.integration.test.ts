import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { MAX_CHARACTERS } from "../../review/render/markdown";
import { root } from "../../tools/support/root";
import { temporaryFolder } from "../lib/example";
import { planned, type Planned } from "./planned";

const many = (n: number): Planned[] =>
  Array.from({ length: n }, (_, i) => {
    const values = {
      alarm_name: `alarm ${i}`,
      alarm_description: "a text ".repeat(20),
      dimensions: { Instance: `i-${i}` },
    };
    return {
      address: `aws_cloudwatch_metric_alarm.alarm["${i}"]`,
      before: { ...values, threshold: 1 },
      after: { ...values, threshold: 2 },
    };
  });

test("5,000 changes are reviewed with 500 MB of memory in a few seconds, and every report has its size", () => {
  const folder = temporaryFolder();
  const usage = path.join(folder, "usage.cjs");
  const report = path.join(folder, "usage.json");
  fs.writeFileSync(
    usage,
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage())));`,
  );
  fs.writeFileSync(path.join(folder, "plan.json"), JSON.stringify(planned(many(5000)).plan));
  let exitCode = 0;
  try {
    const command = path.join(root, "tools/review/command.ts");
    const options = ["--max-old-space-size=500", "--require", usage, "--import", "tsx", command];
    execFileSync(process.execPath, [...options, path.join(folder, "plan.json")], {
      cwd: root,
      stdio: "ignore",
    });
  } catch (error) {
    exitCode = (error as { status: number }).status;
  }
  expect(exitCode).toBe(2);
  const sizeOf = (name: string): number => fs.statSync(path.join(folder, name)).size;
  expect(fs.readFileSync(path.join(folder, "review.md"), "utf8").length).toBeLessThanOrEqual(MAX_CHARACTERS);
  expect(sizeOf("review.html")).toBeLessThanOrEqual(5_000_000);
  // CPU time, which other programs do not lengthen: start, compilation and the page included.
  const { userCPUTime } = JSON.parse(fs.readFileSync(report, "utf8")) as NodeJS.ResourceUsage;
  expect(userCPUTime / 1e6).toBeLessThan(10);
}, 120_000);
