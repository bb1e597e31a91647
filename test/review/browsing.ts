import * as fs from "node:fs";
import * as path from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { page as html } from "../../review/render/page";
import type { Review } from "../../review/types";
import { temporaryFolder } from "../lib/example";

/** A review's page in a browser, and what it did that it must not do. */
export interface Opened {
  readonly page: Page;
  /** Requests, dialogs, errors, and violations of the page's policy. */
  readonly misdeeds: string[];
}

/** Opens a review's page from a file. */
export async function opened(
  browser: Browser,
  review: Review,
  { script = true, width = 1280 } = {},
): Promise<Opened> {
  const file = path.join(temporaryFolder(), "review.html");
  fs.writeFileSync(file, html(review));
  const page = await browser.newPage();
  const misdeeds: string[] = [];
  page.on("request", (request) => {
    if (request.url() !== `file://${file}`) misdeeds.push(`request ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    misdeeds.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => misdeeds.push(`error ${String(error)}`));
  page.on("console", (message) => misdeeds.push(`console ${message.text()}`));
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 900 });
  await page.goto(`file://${file}`);
  return { page, misdeeds };
}

/** Opens every row and every section of a page. */
export const openAll = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.querySelectorAll<HTMLElement>(".row[aria-expanded=false]").forEach((row) => row.click());
    document.querySelectorAll("details").forEach((details) => (details.open = true));
    return new Promise<void>((done) => setTimeout(done, 100));
  });

/** The address in each row of changes that is shown. */
export const shownChanges = (page: Page): Promise<string[]> =>
  page.$$eval(".change .address", (rows) => rows.map((row) => row.textContent ?? ""));

/** The address of each danger that is shown. */
export const shownDangers = (page: Page): Promise<string[]> =>
  page.$$eval(".danger", (rows) =>
    rows.filter((row) => row.checkVisibility()).map((row) => row.getAttribute("data-address")!),
  );

/**
 * Texts of a page whose contrast is below AA: 4.5, or 3 where they are large. What is below is in their colours as computed, through
 * backgrounds that let others through.
 */
export const faintTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const parsed = (text: string): Colour => {
      const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [r, g, b, a];
    };
    const over = (top: Colour, below: Colour): Colour => [
      top[0] * top[3] + below[0] * (1 - top[3]),
      top[1] * top[3] + below[1] * (1 - top[3]),
      top[2] * top[3] + below[2] * (1 - top[3]),
      1,
    ];
    const background = (element: Element | null): Colour =>
      element === null
        ? [255, 255, 255, 1]
        : over(parsed(getComputedStyle(element).backgroundColor), background(element.parentElement));
    const luminance = ([r, g, b]: Colour): number => {
      const linear = (value: number): number =>
        value <= 10.31 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    const faint = new Set<string>();
    const check = (element: Element, colour: string, text: string): void => {
      const below = background(element);
      const [dark, light] = [luminance(over(parsed(colour), below)), luminance(below)].sort((a, b) => a - b);
      const { fontSize, fontWeight } = getComputedStyle(element);
      const size = parseFloat(fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
      const contrast = (light! + 0.05) / (dark! + 0.05);
      if (contrast < (large ? 3 : 4.5))
        faint.add(`${element.tagName}.${element.className} ${contrast.toFixed(2)}: ${text.slice(0, 40)}`);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement!;
      if (node.textContent!.trim() === "" || !element.checkVisibility()) continue;
      check(element, getComputedStyle(element).color, node.textContent!.trim());
    }
    document
      .querySelectorAll("input[placeholder]")
      .forEach((input) => check(input, getComputedStyle(input, "::placeholder").color, "placeholder"));
    return [...faint];
  });
