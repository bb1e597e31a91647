import type { Browser } from "puppeteer-core";
import { browser } from "../tools/medplum-app/browser";
import { faintTexts, opened, openAll } from "./browsing";
import { prodReview } from "./prod-review";
import { review } from "./reviews";

// How the page looks, on screens of both schemes and on paper.

jest.setTimeout(120_000);

const prod = prodReview();
let chromium: Browser;

beforeAll(async () => {
  chromium = await browser({});
});
afterAll(() => chromium?.close());

describe("looks", () => {
  test.each(["light", "dark"])("have enough contrast for every text: %s", async (scheme) => {
    const { page } = await opened(chromium, { ...prod, cannotJudge: ["Terraform deferred 3 resources."] });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await openAll(page);
    await page.click("#modules .node");
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      scheme === "light" ? "rgb(255, 255, 255)" : "rgb(20, 23, 28)",
    );
    expect(await faintTexts(page)).toEqual([]);
    await page.click("#show-help");
    expect(await faintTexts(page)).toEqual([]);
  });

  test.each([0, 1, 2, 3] as const)(
    "have enough contrast for the verdict of exit code %d",
    async (exitCode) => {
      const { page } = await opened(chromium, review({ verdict: { exitCode, words: "words" } }));
      expect(await faintTexts(page)).toEqual([]);
    },
  );

  test("have headings in order, and a name for all that can be used", async () => {
    const { page } = await opened(chromium, prod);
    await openAll(page);
    const levels = await page.$$eval("h1, h2, h3, h4, h5", (all) =>
      all.filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1])),
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1));
    const { children = [] } = (await page.accessibility.snapshot())!;
    expect(
      children.filter(
        ({ role, name }) => ["button", "link", "checkbox", "searchbox", "treeitem"].includes(role) && !name,
      ),
    ).toEqual([]);
  });

  test("on paper: light, everything open, without what only a screen needs", async () => {
    const { page } = await opened(chromium, prod);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    const printed = page.evaluate(
      () =>
        new Promise<string>((done) =>
          // After the page's own listener, which was there first.
          addEventListener("beforeprint", () => done(document.querySelector("main")!.innerText)),
        ),
    );
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    const text = await printed;
    for (const each of ["/opt/migrate", "moved {", "no-admin-policy", prod.dangers[0]!.followers[6]!])
      expect(text).toContain(each);
    await page.emulateMediaType("print");
    expect(
      await page.$$eval(".toolbar, .controls", (all) => all.some((each) => each.checkVisibility())),
    ).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    expect(await faintTexts(page)).toEqual([]);
  });
});
