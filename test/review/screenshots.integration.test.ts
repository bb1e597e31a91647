import * as fs from "node:fs";
import * as path from "node:path";
import type { Browser } from "puppeteer-core";
import { root } from "../../tools/support/root";
import { browser } from "../tools/medplum-app/browser";
import { opened } from "./browsing";
import { reviewOf } from "./recorded";

// The pictures of docs/plan-review.md. Fonts differ between machines: UPDATE_SCREENSHOTS=1 takes new pictures, and otherwise the test sees that the
// page can be taken, and that the pictures are of its size.

const width = 1280;
let chromium: Browser;
beforeAll(async () => {
  chromium = await browser({});
}, 120_000);
afterAll(() => chromium?.close());

test.each([
  ["first-screen", "light", async () => undefined],
  [
    "changes",
    "dark",
    (page: Awaited<ReturnType<typeof opened>>["page"]) =>
      page.evaluate(() => {
        document.querySelector<HTMLElement>(".row[aria-expanded=false]")?.click();
        document.querySelector("#changes")?.scrollIntoView();
      }),
  ],
] as const)(
  "%s",
  async (name, scheme, prepare) => {
    const { page, misdeeds } = await opened(chromium, await reviewOf("cd-both", { title: "prod" }), {
      width,
    });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await prepare(page);
    const taken = Buffer.from(await page.screenshot());
    const file = path.join(root, "docs/images", `plan-review-${name}.png`);
    if (process.env["UPDATE_SCREENSHOTS"]) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, taken);
    }
    expect(misdeeds).toEqual([]);
    expect(sizeOf(fs.readFileSync(file))).toEqual(sizeOf(taken));
    expect(fs.readFileSync(path.join(root, "docs/plan-review.md"), "utf8")).toContain(
      `images/plan-review-${name}.png`,
    );
  },
  120_000,
);

/** Width and height in the header of a PNG. */
const sizeOf = (png: Buffer): number[] => [png.readUInt32BE(16), png.readUInt32BE(20)];
