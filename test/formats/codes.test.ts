// Every code that this room adds has an input that provokes it, and nothing else is told then.
import { describe, expect, it } from "vitest";
import {
  type FormatIssueCode,
  type FormatResult,
  formatIssueCodes,
  fromCloudEvent,
  fromLagoCharge,
  fromLagoEvent,
  fromStripePrice,
  toCsv,
  toEn16931Lines,
  toFocusRows,
} from "../../src/formats/index.ts";
import { issueCodes } from "../../src/index.ts";
import { readDocument } from "../readDocument.ts";
import { contract, examples } from "./invoiceExamples.ts";
import { told } from "./told.ts";

const { january } = examples();
const cloudEvent = {
  ...{ specversion: "1.0", id: "1", source: "s", type: "t", subject: "c" },
  ...{ time: "2026-01-01T00:00:00Z", data: { model: "m" } },
};
const lagoEvent = { transaction_id: "t", external_subscription_id: "c", code: "m", timestamp: 1774440000 };
const standard = { charge_model: "standard", billable_metric_code: "m", properties: { amount: "1" } };
const stripePrice = {
  id: "p",
  currency: "usd",
  billing_scheme: "per_unit",
  type: "one_time",
  unit_amount: 1,
};

/** What provokes each code. */
const provoked: { readonly [code in FormatIssueCode]: () => FormatResult<unknown> } = {
  input_too_large: () => toCsv(new Array(100_001)),
  option_missing: () => fromLagoCharge({ ...standard, min_amount_cents: 1 }),
  value_conflict: () => toFocusRows(january, { contract: { ...contract, id: "bolt" }, issuer: "I" }),
  customer_unmapped: () => fromCloudEvent(cloudEvent, { contract: () => undefined }),
  metric_unmapped: () => fromCloudEvent(cloudEvent, { metric: () => undefined }),
  property_conflict: () => fromCloudEvent({ ...cloudEvent, model: "x" }, { extensions: ["model"] }),
  timestamp_ambiguous: () => fromLagoEvent({ ...lagoEvent, timestamp: 5 }),
  specversion_unsupported: () => fromCloudEvent({ ...cloudEvent, specversion: "2.0" }),
  content_unsupported: () => fromCloudEvent({ ...cloudEvent, datacontenttype: "text/xml" }),
  price_not_expressible: () => fromLagoCharge({ ...standard, prorated: true }),
  currency_ambiguous: () => fromStripePrice({ ...stripePrice, currency: "ugx" }),
  invoice_inconsistent: () => toCsv([{ ...january, total: "1" }]),
  amount_not_expressible: () => toEn16931Lines({ ...january, amount_paid: "0.001" }),
  tax_not_expressible: () =>
    toEn16931Lines({
      ...january,
      tax: "0",
      total: "25.36",
      taxes: january.taxes?.map((tax) => ({ ...tax, inclusive: true })),
    }),
};

describe("codes of formats", () => {
  it.each(formatIssueCodes)("%s is told", (code) => {
    expect(told(provoked[code]()).map((text) => text.split(" ")[0])).toEqual([code]);
  });

  it("are all explained", () => {
    const { text } = readDocument("docs/formats.md");
    expect(formatIssueCodes.filter((code) => !new RegExp(`^\\| [^|]*\`${code}\``, "m").test(text))).toEqual(
      [],
    );
  });

  it("are none of the front door's, and each is there once", () => {
    expect(formatIssueCodes.filter((code) => (issueCodes as readonly string[]).includes(code))).toEqual([]);
    expect(new Set(formatIssueCodes).size).toBe(formatIssueCodes.length);
  });
});
