// A few outputs as they are, so that every change of them is seen in review. Where a change is wanted,
// `npx vitest run test/report/golden.test.ts -u` writes them anew.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Contract,
  expectOk,
  parseContract,
  parsePricingProgram,
  priceCurve,
  type UsageRule,
} from "../../src/index.ts";
import {
  effectivePriceSvg,
  invoiceHtml,
  invoiceMarkdown,
  invoiceText,
  priceCurveSvg,
  usageBarsSvg,
} from "../../src/report/index.ts";
import { runWith } from "../bin/runWith.ts";
import { repository } from "../sourceFiles.ts";
import { wholeInvoice } from "./richInvoices.ts";

const contract: Contract = expectOk(
  parseContract({
    ...{ id: "id-of-contract", customer_name: "Customer & Co", status: "active", currency: "USD" },
    ...{ billing_cadence: "monthly", metrics: ["calls"] },
  }),
);
const words = { contract, seller: "Seller Ltd\n1 Main Street", note: "Thank you.", grouping: " " };

const ladder = {
  ...{
    name: "Calls",
    type: "usage",
    model: "tiered",
    tiers_mode: "volume",
    metric: "calls",
    minimum_amount: "20",
  },
  tiers: [
    { up_to: "1000", unit_amount: "0.1" },
    { up_to: "5000", unit_amount: "0.06", flat_amount: "30" },
    { up_to: null, unit_amount: "0.05" },
  ],
};
const program = expectOk(parsePricingProgram({ contract: "acme", version: 1, rules: [ladder] }));
const curve = expectOk(priceCurve(program.rules[0] as UsageRule, { to: "6000" }));

async function quickstart(): Promise<string> {
  const read = (file: string): string =>
    readFileSync(join(repository, "test/fixtures/quickstart", file), "utf8");
  const files = {
    contract: read("contract.json"),
    pricing: read("pricing.json"),
    usage: read("usage.ndjson"),
  };
  const named = Object.keys(files).flatMap((name) => [`--${name}`, name]);
  return (await runWith(["preview", ...named, "--html", "-"], { files })).output;
}

describe("what is written", () => {
  it.each([
    [
      "wholeInvoice.html.txt",
      invoiceHtml(wholeInvoice, words).replace(/<style>.*<\/style>/s, "<style></style>"),
    ],
    ["wholeInvoice.md.txt", invoiceMarkdown(wholeInvoice, words)],
    ["wholeInvoice.txt", invoiceText(wholeInvoice, { contract, details: true })],
    [
      "priceCurve.svg.txt",
      `${priceCurveSvg(curve, { quantity: "3200", currency: "USD", title: "Calls" })}\n`,
    ],
    ["effectivePrice.svg.txt", `${effectivePriceSvg(curve, { quantity: "3200", currency: "USD" })}\n`],
    [
      "usageBars.svg.txt",
      `${usageBarsSvg([
        { day: "2026-01-01", quantity: "12.5" },
        { day: "2026-01-02", quantity: null },
        { day: "2026-01-03", quantity: "40" },
      ])}\n`,
    ],
  ])("is the committed %s", async (file, text) => {
    await expect(text).toMatchFileSnapshot(`golden/${file}`);
  });

  it("is the committed page of the quickstart, style sheet and all", async () => {
    await expect(await quickstart()).toMatchFileSnapshot("golden/quickstart.html.txt");
  });
});
