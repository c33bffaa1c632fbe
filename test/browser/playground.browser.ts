// The playground in a browser: the package as it is built, on a page without a server.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listFiles, repository } from "../sourceFiles.ts";
import { launchChromium } from "./launchChromium.ts";

let browser: Browser;
const address = pathToFileURL(join(repository, "dist/playground/index.html")).href;

beforeAll(async () => {
  // What has just been built is not built again.
  const script = isBuilt() ? "playground:page" : "playground";
  execFileSync("npm", ["run", "--silent", script], { cwd: repository, stdio: "inherit" });
  browser = await launchChromium();
}, 300_000);
afterAll(() => browser?.close());

/** Whether the package has been built since the source was last written. */
function isBuilt(): boolean {
  const built = join(repository, "dist/report.js");
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  return listFiles("src").every((path) => statSync(join(repository, path)).mtimeMs < mtimeMs);
}

/** Opens the page, and gives what it complained of and what it asked for beside itself. */
async function visit(url: string, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 } });
  const trouble: string[] = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => trouble.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(new URL(".", address).href)) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    await act(page);
    expect(trouble.filter((one) => !/^request: (?:data|about):/.test(one))).toEqual([]);
  } finally {
    await context.close();
  }
}

/** Waits until a part of the page says something. */
async function says(page: Page, part: string, text: string | RegExp): Promise<void> {
  await expect.poll(() => page.locator(part).textContent(), { timeout: 20_000 }).toMatch(text);
}

async function edit(page: Page, part: string, change: (text: string) => string): Promise<void> {
  const field = page.locator(part);
  await field.fill(change(await field.inputValue()));
}

describe("the playground", () => {
  it("begins with the quickstart: its total, its invoice and its curve", async () => {
    await visit(address, async (page) => {
      await says(page, "#total", /^2500 USD$/);
      await says(page, "#counts", /^1 accepted, 0 rejected$/);
      const invoice = page.frameLocator("#invoice");
      await expect
        .poll(() => invoice.locator("body").textContent(), { timeout: 20_000 })
        .toContain("2500.00");
      expect(await page.locator("#curves svg").count()).toBe(2);
      expect(await page.locator("#issues").isVisible()).toBe(false);
    });
  });

  it("follows an edit of the prices and of the usage", async () => {
    await visit(address, async (page) => {
      await edit(page, "#pricing", (text) => text.replace("0.05", "0.06"));
      await says(page, "#total", /^2600 USD$/);
      await edit(
        page,
        "#usage",
        (text) => `${text}\n${text.replace("evt-2026-03-25", "evt-2").replace("10000", "0.5")}`,
      );
      await says(page, "#total", /^2600.03 USD$/);
      await says(page, "#counts", /^2 accepted/);
      await edit(page, "#at", () => "2026-02-01");
      await says(page, "#total", /^2000 USD$/);
    });
  });

  it("shows every issue with its place, and no draft", async () => {
    await visit(address, async (page) => {
      await edit(page, "#pricing", (text) => text.replace('"2000"', '"-1"').replace("0.05", '"x"'));
      await says(
        page,
        "#issues",
        /amount_negative: programs\[0\]\.rules\[0\]\.amount .*decimal_invalid_format/s,
      );
      await says(page, "#total", /^no draft$/);
      expect(await page.locator("#invoice").isVisible()).toBe(false);
      await edit(page, "#pricing", () => "{");
      await says(page, "#issues", /^json_invalid: pricing /);
      await edit(page, "#usage", () => '{"a":1}\n{"a":1,"a":2}\n');
      await says(page, "#issues", /json_duplicate_key: usage, line 2/);
    });
  });

  it("shows rejected events, and what is likely not meant", async () => {
    await visit(address, async (page) => {
      await edit(page, "#usage", (text) => text.replace("revenue_amount_invoiced", "other"));
      await says(page, "#rejected", /^metric_unknown: evt-2026-03-25 /);
      await page.selectOption("#examples", { label: "A volume cliff" });
      await says(page, "#warnings", /^volume_cliff: /);
      await says(page, "#total", /^60.02 USD$/);
    });
  });

  it("travels in a link", async () => {
    await visit(address, async (page) => {
      await edit(page, "#contract", (text) => text.replace("Acme Corp", "Ümlaut & <Söhne> 東京"));
      await edit(page, "#pricing", (text) => text.replace('"2000"', '"1"'));
      await page.click("#share");
      await says(page, "#status", /^The link is in/);
      const link = page.url();
      await visit(link, async (other) => {
        await says(other, "#total", /^501 USD$/);
        expect(await other.inputValue("#contract")).toContain("Ümlaut & <Söhne> 東京");
        await expect
          .poll(() => other.frameLocator("#invoice").locator("body").textContent())
          .toContain("Ümlaut & <Söhne> 東京");
      });
    });
    await visit(`${address}#not-a-link`, (page) => says(page, "#total", /^2500 USD$/));
  });

  it("keeps markup that is typed from being more than text", async () => {
    await visit(address, async (page) => {
      const markup = '<img src=x onerror=\\"document.title=1\\"><script>document.title=1</script>';
      await edit(page, "#pricing", (text) => text.replace("Usage Fee", markup));
      await expect
        .poll(() => page.locator("#curves figcaption").first().textContent())
        .toContain("<img src=x");
      expect(await page.locator("#curves img, #curves script").count()).toBe(0);
      expect(await page.title()).toBe("lucius-rating playground");
    });
  });

  it("has a draft for every example, and fits a narrow screen", async () => {
    await visit(address, async (page) => {
      await page.setViewportSize({ width: 360, height: 800 });
      const count = await page.locator("#examples option").count();
      expect(count).toBeGreaterThan(3);
      for (let at = 0; at < count; at += 1) {
        await page.selectOption("#examples", { index: at });
        await says(page, "#counts", /^[1-9][0-9]* accepted, 0 rejected$/);
        await says(page, "#total", /^[0-9.]+ USD$/);
        const wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        expect(await page.evaluate<number>(wider)).toBeLessThanOrEqual(0);
      }
    });
  });
});
