import { z } from "zod";
import { schedule } from "../../../modules/backup/schedule";
import { moduleWithInput } from "../../lib/example";
import { terraformProblems } from "../synthesis";
import { schedules } from "./schedules";

test("Terraform accepts and refuses the same schedules", async () => {
  const module = moduleWithInput(z.record(z.string(), schedule()));
  const value = Object.fromEntries(schedules.map((text, i) => [`s${i}`, text]));
  const { said } = (await terraformProblems(module, { all: { value } })).get("all")!;
  const refused = new Set([...said.matchAll(/value\.s(\d+) must/g)].map(([, i]) => schedules[Number(i)]));
  expect(schedules.filter((text) => refused.has(text) === schedule().safeParse(text).success)).toEqual([]);
}, 120_000);
