// The page of an invoice in a browser: what it shows, in light and dark, on a narrow screen and on paper, and that it asks for nothing.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invoiceHtml } from "../../src/report/index.ts";
import { runWith } from "../bin/runWith.ts";
import { hostileInvoice, hostileTexts } from "../report/hostileTexts.ts";
import { wholeInvoice } from "../report/richInvoices.ts";
import { repository } from "../sourceFiles.ts";
import { launchChromium } from "./launchChromium.ts";

let browser: Browser;
let pages: Record<"quickstart" | "exchange" | "whole", string>;

beforeAll(async () => {
  browser = await launchChromium();
  const words = { seller: "Seller Ltd\n1 Main Street", note: "Thank you.", grouping: " " };
  pages = {
    quickstart: await previewPage("quickstart"),
    exchange: await previewPage("exchange"),
    whole: invoiceHtml(wholeInvoice, words),
  };
});

afterAll(() => browser?.close());

async function previewPage(name: string): Promise<string> {
  const read = (file: string): string => readFileSync(join(repository, "test/fixtures", name, file), "utf8");
  const files = {
    contract: read("contract.json"),
    pricing: read("pricing.json"),
    usage: read("usage.ndjson"),
  };
  const named = Object.keys(files).flatMap((option) => [`--${option}`, option]);
  return (await runWith(["preview", ...named, "--html", "-"], { files })).output;
}

/** Opens a page, and gives what it complained of and what it asked for beside itself. */
async function open<T>(
  html: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const trouble: string[] = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => trouble.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => trouble.push(`request: ${request.url()}`));
    await page.setContent(html, { waitUntil: "load" });
    const seen = await look(page);
    expect(trouble).toEqual([]);
    return seen;
  } finally {
    await context.close();
  }
}

/** How far the page, or anything on it, is wider than what shows it. What is cut off for readers of screens alone takes no room. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const shown = [...document.querySelectorAll("body *")].filter((element) => element.closest("thead") === null);
    const edges = shown.map((element) => element.getBoundingClientRect().right);
    const root = document.documentElement;
    return Math.round(Math.max(root.scrollWidth, ...edges) - root.clientWidth);
  })()`);
}

/** The contrast of texts with what is behind the invoice, the least of all. */
function leastContrast(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const light = (color) => {
      const [red, green, blue] = color.match(/[0-9.]+/g).map(Number).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const article = document.querySelector("article");
    const behind = light(getComputedStyle(article).backgroundColor);
    const texts = article.querySelectorAll("h1, h2, p, dt, dd, th, td, caption, figcaption, svg text");
    return Math.min(...[...texts].map((element) => {
      const { color, fill, fillOpacity } = getComputedStyle(element);
      const front = light(element.tagName === "text" && fillOpacity === "1" ? fill : color);
      return (Math.max(front, behind) + 0.05) / (Math.min(front, behind) + 0.05);
    }));
  })()`);
}

/** What is behind the invoice. */
function ground(page: Page): Promise<string> {
  return page.evaluate<string>("getComputedStyle(document.querySelector('article')).backgroundColor");
}

describe.each(["quickstart", "exchange", "whole"] as const)("the page of %s", (name) => {
  it.each([1000, 768, 360])("fits a screen of %i pixels, in light and in dark", async (width) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const options = { colorScheme, viewport: { width, height: 800 } };
      expect(await open(pages[name], options, overflow)).toBeLessThanOrEqual(0);
    }
  });

  it("fits A4 and Letter", async () => {
    // The width between the margins of the style sheet, at 96 pixels an inch.
    for (const inches of [8.27 - 2 * 0.59, 8.5 - 2 * 0.59]) {
      const viewport = { width: Math.floor(inches * 96), height: 1000 };
      await open(pages[name], { viewport }, async (page) => {
        await page.emulateMedia({ media: "print" });
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    }
  });

  it("is easy to read in light and in dark", async () => {
    for (const colorScheme of ["light", "dark"] as const)
      expect(await open(pages[name], { colorScheme }, leastContrast)).toBeGreaterThan(4.5);
  });
});

describe("the page of the quickstart", () => {
  it("shows the total, and the drawings of its usage", async () => {
    const [text, drawings] = await open(pages.quickstart, {}, async (page) => [
      await page.locator("body").textContent(),
      await page.locator("svg").count(),
    ]);
    expect(text).toContain("2500.00");
    expect(text).toContain("Acme Corp");
    expect(drawings).toBe(2);
  });

  it("is other in dark than in light, and white on paper either way", async () => {
    const [light, dark] = [
      await open(pages.quickstart, { colorScheme: "light" }, ground),
      await open(pages.quickstart, { colorScheme: "dark" }, ground),
    ];
    expect(light).toBe("rgb(255, 255, 255)");
    expect(dark).not.toBe(light);
    await open(pages.quickstart, { colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      expect(await ground(page)).toBe(light);
    });
  });

  it("is a page of paper", async () => {
    const pdf = await open(pages.quickstart, {}, (page) => page.pdf({ format: "A4" }));
    expect(pagesOf(pdf)).toBe(1);
  });
});

describe("the page of several invoices", () => {
  it("begins each on paper of its own", async () => {
    const one = await open(invoiceHtml(wholeInvoice), {}, (page) => page.pdf({ format: "Letter" }));
    const three = await open(invoiceHtml([wholeInvoice, wholeInvoice, wholeInvoice]), {}, (page) =>
      page.pdf({ format: "Letter" }),
    );
    expect(pagesOf(three)).toBe(3 * pagesOf(one));
  });
});

describe("hostile names", () => {
  it("do nothing on the page, and do not make it wider", async () => {
    for (const text of hostileTexts) {
      const html = invoiceHtml(hostileInvoice(text), {
        title: text,
        seller: text,
        customer: text,
        note: text,
      });
      const wider = await open(html, { viewport: { width: 360, height: 800 } }, overflow);
      expect({ text: text.slice(0, 40), wider }).toEqual({
        text: text.slice(0, 40),
        wider: expect.any(Number),
      });
      expect(wider).toBeLessThanOrEqual(0);
    }
  });
});

/** How many pages a document in PDF says that it has. */
function pagesOf(pdf: Buffer): number {
  const counts = [...pdf.toString("latin1").matchAll(/\/Type\s*\/Pages\b[^>]*\/Count\s+([0-9]+)/g)];
  return Math.max(0, ...counts.map(([, count]) => Number(count)));
}
