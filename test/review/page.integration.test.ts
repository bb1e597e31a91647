import type { Browser, Page } from "puppeteer-core";
import { browser } from "../tools/medplum-app/browser";
import { opened, openAll, shownChanges, shownDangers } from "./browsing";
import { hostileReview, largeReview } from "./extreme-reviews";
import { prodReview } from "./prod-review";
import { reviewOf } from "./recorded";
import { review } from "./reviews";

// The page in a real browser, from a file.

jest.setTimeout(120_000);

const prod = prodReview();
const database = "module.redcap.module.database";
let chromium: Browser;

beforeAll(async () => {
  chromium = await browser({});
});
afterAll(() => chromium?.close());
afterEach(async () => {
  for (const page of (await chromium.pages()).slice(1)) await page.close();
});

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement?.id || document.activeElement?.textContent || "").trim());
const tooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const status = (page: Page): Promise<string> => page.$eval("#status", (element) => element.textContent ?? "");

describe("what the page must not do", () => {
  test("it asks for nothing, and keeps to its policy, with everything open", async () => {
    const { page, misdeeds } = await opened(chromium, prod);
    await openAll(page);
    expect(misdeeds).toEqual([]);
  });

  test("its policy lets no other script and no request through", async () => {
    const { page, misdeeds } = await opened(chromium, prod);
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.__xss = 1";
      const image = document.createElement("img");
      image.src = "https://example.com/a.png";
      document.body.append(script, image);
      return new Promise((done) => setTimeout(done, 200));
    });
    expect(await page.evaluate(() => "__xss" in window)).toBe(false);
    expect(misdeeds.filter((each) => each.includes("Content Security Policy"))).toHaveLength(2);
  });

  test.each([360, 1280])(
    "hostile texts make no element, and fit into a window of %d pixels",
    async (width) => {
      const { page, misdeeds } = await opened(chromium, hostileReview(), { width });
      await openAll(page);
      await page.type("#search", "<img src=x");
      expect((await shownChanges(page)).length).toBe(hostileReview().changes.length);
      await page.keyboard.press("Escape");
      await openAll(page);
      expect(misdeeds).toEqual([]);
      expect(await page.evaluate(() => "__xss" in window)).toBe(false);
      expect(
        await page.$$eval(
          "img, svg, iframe, object, embed, base, form, [onerror], [onload], [style]",
          (all) => all.length,
        ),
      ).toBe(0);
      expect(await page.$$eval("script", (all) => all.length)).toBe(2);
      expect(await tooWide(page)).toBe(false);
      // What follows the hostile texts is still where it belongs.
      expect(await page.$$eval("main > .section", (all) => all.length)).toBe(8);
    },
  );

  test("a recorded plan with hostile names makes no element", async () => {
    const { page, misdeeds } = await opened(chromium, await reviewOf("k-hostile"));
    await openAll(page);
    expect(misdeeds).toEqual([]);
    expect(await page.evaluate(() => "__xss" in window)).toBe(false);
    expect(await page.$$eval("img, svg, iframe, [onerror]", (all) => all.length)).toBe(0);
    expect((await shownChanges(page)).join("\n")).toContain("<img src=x onerror=window.__xss=5>");
  });

  test("hostile texts make no element without the script either", async () => {
    const { page, misdeeds } = await opened(chromium, hostileReview(), { script: false, width: 360 });
    expect(misdeeds).toEqual([]);
    expect(await page.$$eval("img, svg, iframe", (all) => all.length)).toBe(0);
    expect(await tooWide(page)).toBe(false);
  });
});

test("without a script, the first screen is complete, and nothing is offered that does not work", async () => {
  const { page } = await opened(chromium, prod, { script: false });
  const text = (await page.$eval("body", (body) => body.innerText)).replace(/\s+/g, " ");
  for (const { what, why, lost = [], kept = [], causes, accepts } of prod.dangers)
    for (const each of [what, ...why, ...lost, ...kept, ...causes.map(({ path }) => path), accepts])
      expect(text).toContain(each);
  for (const each of [...prod.notes, ...prod.approvalProblems]) expect(text).toContain(each);
  expect(await page.$$eval(".toolbar, .controls", (all) => all.some((each) => each.checkVisibility()))).toBe(
    false,
  );
  await page.click("details.followers summary");
  expect(await page.$eval("details.followers", (details) => details.innerText)).toContain(
    prod.dangers[0]!.followers[6],
  );
});

describe("changes", () => {
  test("are by module, and open to what differs", async () => {
    const { page } = await opened(chromium, prod);
    expect(await shownChanges(page)).toHaveLength(prod.changes.length);
    expect(await page.$$eval("#changes h3", (all) => all.map((each) => each.textContent))).toContain(
      `${database} 3`,
    );
    expect(await page.$(".details")).toBeNull();
    await openAll(page);
    const details = await page.$$eval(".details", (all) =>
      all.map((each) => (each as HTMLElement).innerText).join("\n"),
    );
    for (const each of [
      "/opt/migrate",
      "(known after apply)",
      "12 attributes left out",
      "Moved from",
      "modules/beanstalk/roles.ts:68",
    ])
      expect(details).toContain(each);
    expect(
      await page.$$eval("#changes .diff.lines ins", (all) => all.map((each) => each.textContent)),
    ).toContain("/opt/migrate");
    expect(await page.$$eval("#changes td del", (all) => all.map((each) => each.textContent))).toContain(
      "large",
    );
  });

  test("lead to what needs an approval, and to what they follow, and are led to", async () => {
    const { page } = await opened(chromium, prod);
    await page.click("#danger-1 .accepts button");
    expect(await focused(page)).toContain(`${database}.aws_rds_cluster.this`);
    expect(
      await page.$eval(".row[aria-expanded=true] + .details a", (link) => link.getAttribute("href")),
    ).toBe("#danger-1");
    await page.type("#search", "aws_backup_selection");
    await page.click(".change .row");
    await page.click(".details button");
    expect(await focused(page)).toContain(`${database}.aws_rds_cluster.this`);
  });
});

describe("search and filters", () => {
  test("find addresses, values and constructs, in all parts", async () => {
    const { page } = await opened(chromium, prod);
    await page.type("#search", "AdministratorAccess");
    expect(await shownChanges(page)).toEqual([
      "module.redcap.module.beanstalk.aws_iam_role_policy_attachment.admin",
    ]);
    expect(await page.$eval(".change", (row) => row.textContent)).toContain("found in policy_arn");
    expect(await shownDangers(page)).toEqual(["module.redcap.module.beanstalk.aws_iam_role.instance"]);
    expect(await status(page)).toBe("1 of 14 changes, 1 of 5 rows to approve");
    expect(await page.$eval("#policy .summary", (element) => element.textContent)).toContain("(1 of 3 rows)");
    await page.keyboard.press("Escape");
    expect(await shownChanges(page)).toHaveLength(14);
    await page.type("#search", "ROLES.ts policy");
    expect(await shownChanges(page)).toEqual(["module.redcap.module.beanstalk.aws_iam_role_policy.instance"]);
    await page.type("#search", " nowhere");
    expect(await page.$eval("#changes", (element) => element.textContent)).toContain("Nothing matches.");
    await page.click("#clear");
    expect(await shownDangers(page)).toHaveLength(5);
  });

  test("leave out actions and kinds; a tile shows one action only", async () => {
    const { page } = await opened(chromium, prod);
    await page.click("#actions input[value=create]");
    expect(await shownChanges(page)).toHaveLength(11);
    await page.click("#kinds input[value=rights]");
    expect(await shownDangers(page)).toHaveLength(3);
    await page.click(".tiles a[data-action=replace]");
    expect(await shownChanges(page)).toHaveLength(3);
    expect(await shownDangers(page)).toHaveLength(5);
    await page.click(".tiles a[href='#policy']");
    expect(await page.$eval("#policy", (section) => (section as HTMLDetailsElement).open)).toBe(true);
  });

  test("go by the tree of modules, with keys", async () => {
    const { page } = await opened(chromium, prod);
    await page.focus("#modules [tabindex='0']");
    const keys = async (...names: Parameters<Page["keyboard"]["press"]>[0][]): Promise<void> => {
      for (const name of names) await page.keyboard.press(name);
    };
    const at = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement!.getAttribute("aria-label"));
    expect(await at()).toBe("(root module), 14 changes");
    await keys("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown");
    expect(await at()).toBe("database, 3 changes");
    await keys("Enter");
    expect(await shownChanges(page)).toHaveLength(3);
    expect(await shownDangers(page)).toHaveLength(2);
    expect(await page.evaluate(() => document.activeElement!.getAttribute("aria-selected"))).toBe("true");
    await keys("Enter");
    expect(await shownChanges(page)).toHaveLength(14);
    await keys("ArrowLeft", "ArrowLeft");
    expect(await at()).toBe("redcap, 12 changes");
    expect(
      await page.$$eval("[role=treeitem]", (all) => all.filter((each) => each.checkVisibility()).length),
    ).toBe(2);
    await keys("Home", "End");
    expect(await at()).toBe("redcap, 12 changes");
    await page.click("[role=treeitem] [role=treeitem] .node .name");
    expect(await shownChanges(page)).toHaveLength(12);
  });
});

describe("keys", () => {
  test("go to the search, from row to row, open, clear, and help", async () => {
    const { page } = await opened(chromium, prod);
    await page.keyboard.press("/");
    expect(await focused(page)).toBe("search");
    await page.keyboard.type("jk?/");
    expect(await page.$eval("#search", (input) => (input as HTMLInputElement).value)).toBe("jk?/");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("danger-1");
    for (const key of ["j", "j", "k"] as const) await page.keyboard.press(key);
    expect(await focused(page)).toBe("danger-2");
    expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe("solid");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toContain("aws_iam_role.instance");
    expect(await page.$$(".row[aria-expanded=true]")).toHaveLength(1);
    await page.keyboard.press("Enter");
    expect(await page.$$(".row[aria-expanded=true]")).toHaveLength(0);
    await page.keyboard.press("?");
    expect(await page.$eval("#help", (dialog) => (dialog as HTMLDialogElement).open)).toBe(true);
    await page.click("#use-keys");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    expect(await page.$eval("#help", (dialog) => (dialog as HTMLDialogElement).open)).toBe(false);
  });

  test("reach every part of the page by Tab, in the order of the page", async () => {
    const { page } = await opened(chromium, review());
    const reached = new Set<string>();
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("Tab");
      reached.add(await focused(page));
    }
    for (const part of ["Skip to the review", "search", "show-help", "(root module)0"])
      expect([...reached]).toContain(part);
    expect([...reached].filter((each) => /^Outputs|^Policy/.test(each))).toHaveLength(2);
  });
});

test("5,000 changes open fast, are found within 200 ms, and make rows as they are scrolled to", async () => {
  const { page, misdeeds } = await opened(chromium, largeReview(5_000));
  const search = (text: string): Promise<number> =>
    page.$eval(
      "#search",
      (input, value) => {
        const start = performance.now();
        (input as HTMLInputElement).value = value;
        input.dispatchEvent(new Event("input"));
        // With the layout that the reader waits for.
        void document.body.offsetHeight;
        return performance.now() - start;
      },
      text,
    );
  expect(await page.$$(".change")).toHaveLength(60);
  const times = [await search("role_4242"), await search("s3:get"), await search("bucket-77")];
  expect(Math.min(...times)).toBeLessThan(200);
  await search("role_4242");
  expect(await shownChanges(page)).toEqual(["module.part2.module.inner0.aws_iam_role.role_4242"]);
  await search("");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForFunction(() => document.querySelectorAll(".change").length > 60);
  // And by keys, to beyond the rows that are there.
  await page.focus("#changes .row");
  const count = (await page.$$(".change")).length;
  for (let i = 0; i < count + 5; i++) await page.keyboard.press("j");
  expect((await page.$$(".change")).length).toBeGreaterThan(count);
  expect(misdeeds).toEqual([]);
});
