// Reports of what the API sends, and of what is no invoice: text or a `BillingError` with a code, and never another error.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Contract,
  expectOk,
  type Invoice,
  type LineItem,
  parsePricingProgram,
  priceCurve,
  toWireJson,
  type UsageRule,
} from "../../src/index.ts";
import {
  effectivePriceSvg,
  type InvoiceHtmlOptions,
  invoiceHtml,
  invoiceMarkdown,
  invoiceText,
  priceCurveSvg,
  usageBarsSvg,
  usageByDay,
} from "../../src/report/index.ts";
import { plainContract } from "../laws/plain.ts";
import { runs } from "../laws.ts";
import { randomInvoice } from "./randomInvoice.ts";
import { refusalOf } from "./refusalOf.ts";
import { livedInvoices, wholeInvoice as withEverything } from "./richInvoices.ts";

type Report = (invoice: Invoice) => string;

const reports: readonly (readonly [name: string, report: Report])[] = [
  ["invoiceHtml", (invoice) => invoiceHtml(invoice)],
  ["invoiceHtml with drawings", (invoice) => invoiceHtml(invoice, drawings)],
  ["invoiceMarkdown", (invoice) => invoiceMarkdown(invoice)],
  ["invoiceText", (invoice) => invoiceText(invoice)],
  ["invoiceText with details", (invoice) => invoiceText(invoice, { details: true })],
];

/** Of the contract that all invoices here are of. */
const wholeInvoice = { ...withEverything, contract: plainContract.id };

const program = expectOk(
  parsePricingProgram({
    ...{ contract: "acme", version: 1 },
    rules: [
      { id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.5" },
    ],
  }),
);
const rule = program.rules[0] as UsageRule;
const curve = expectOk(priceCurve(rule, { to: "10" }));

const { kind: _kind, group: _group, shared: _shared, ...usageLine } = wholeInvoice.line_items[0] as LineItem;
/** An invoice with a line below which a curve and days are drawn. */
const drawnInvoice: Invoice = {
  ...wholeInvoice,
  line_items: [{ ...usageLine, steps: [], rule_id: "calls", version: 1 }],
};
const drawings: InvoiceHtmlOptions = {
  contract: plainContract,
  curves: [program],
  usage: [
    {
      ...{ object: "charge", contract: "acme", event_id: "e", rule_id: "calls", version: 1, quantity: "2" },
      ...{ timestamp: "2026-03-05T00:00:00.000Z", period: wholeInvoice.billing_period, amount: "1" },
    },
  ],
};

/** The document as a client of the API has it. */
function wire(document: unknown): Invoice {
  return JSON.parse(toWireJson(document)) as Invoice;
}

/** Whether each number of the document is one that a reader of JSON keeps. */
function isKept(document: unknown): boolean {
  if (typeof document === "string" && /^-?[0-9]+(\.[0-9]+)?$/.test(document))
    return document.replace(/[-.]/g, "").replace(/^0+/, "").replace(/0+$/, "").length <= 15;
  return typeof document !== "object" || document === null || Object.values(document).every(isKept);
}

describe.each(reports)("%s of the wire form", (_, report) => {
  it("is that of the invoice, with every field that there is and from the life of an engine", async () => {
    const invoices = [wholeInvoice, ...(await livedInvoices())].filter(isKept);
    expect(invoices.length).toBeGreaterThan(3);
    for (const invoice of [...invoices, drawnInvoice]) expect(report(wire(invoice))).toBe(report(invoice));
  });

  it("is that of the invoice, whatever its rules are", () => {
    fc.assert(
      fc.property(randomInvoice.filter(isKept), (invoice) => {
        expect(report(wire(invoice))).toBe(report(invoice));
      }),
      runs(100),
    );
  });

  it("has all digits of small, large and whole numbers, and refuses what may have lost some", () => {
    const of = (total: unknown): string => report({ ...wholeInvoice, total } as Invoice);
    expect(of(1.5e-21)).toBe(of("0.0000000000000000000015"));
    expect(of(-2.5e22)).toBe(of("-25000000000000000000000"));
    expect(of(9007199254740991)).toBe(of("9007199254740991"));
    expect(of(-0)).toBe(of("0"));
    expect(refusalOf(() => of(0.1 + 0.2))).toBe("number_not_exact total");
    expect(refusalOf(() => of(9007199254740992))).toBe("number_not_exact total");
    expect(refusalOf(() => of(Number.NaN))).toBe("decimal_invalid_type total");
    const [line] = wholeInvoice.line_items;
    const steps = [{ kind: "unit", amount: 1 / 3 }];
    const inside = { ...wholeInvoice, line_items: [line, { ...line, steps }] } as unknown as Invoice;
    expect(refusalOf(() => report(inside))).toBe("number_not_exact line_items[1].steps[0].amount");
  });
});

describe.each(reports)("%s of what is no invoice", (name, report) => {
  const without = (field: keyof Invoice): unknown => {
    const { [field]: _gone, ...rest } = wholeInvoice;
    return rest;
  };
  const [line] = wholeInvoice.line_items;
  const linesOf = (...lines: unknown[]): unknown => ({ ...wholeInvoice, line_items: lines });
  it.each([
    ["null", null, "field_type "],
    ["nothing", undefined, "field_type "],
    ["text", "INV-1", "field_type "],
    ["a number", 7, "field_type "],
    ["an empty object", {}, "field_missing number"],
    ["an invoice without lines", without("line_items"), "field_missing line_items"],
    ["an invoice without a period", without("billing_period"), "field_missing billing_period"],
    ["one whose lines are no list", { ...wholeInvoice, line_items: { 0: line } }, "field_type line_items"],
    ["a line that is null", linesOf(line, null), "field_type line_items[1]"],
    ["a line that is a list", linesOf(line, [line]), "field_type line_items[1]"],
    ["a line without steps", linesOf({ ...line, steps: undefined }), "field_missing line_items[0].steps"],
    ["a step that is text", linesOf({ ...line, steps: ["flat"] }), "field_type line_items[0].steps[0]"],
    ["a number that is an object", { ...wholeInvoice, number: { toString: 1 } }, "field_type number"],
  ])("refuses %s", (_, given, refusal) => {
    expect(refusalOf(() => report(given as Invoice))).toBe(refusal);
  });

  it("refuses a list that is none of invoices", () => {
    const isPage = name.startsWith("invoiceHtml");
    expect(refusalOf(() => report([wholeInvoice, 1] as unknown as Invoice))).toBe(
      isPage ? "field_type invoices[1]" : "field_type ",
    );
  });

  it("is text or a refusal, whatever stands in its place or in that of one of its fields", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        refusalOf(() => report(value as unknown as Invoice));
      }),
      runs(200),
    );
    for (const invoice of [wholeInvoice, drawnInvoice])
      fc.assert(
        fc.property(fc.constantFrom(...pathsOf(invoice)), fieldValue, (path, value) => {
          refusalOf(() => report(replaced(invoice, path, value) as Invoice));
        }),
        runs(500),
      );
  });
});

/** What JSON can hold, with names that objects have from elsewhere. */
const fieldValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constant(undefined),
  fc.constantFrom("constructor", "__proto__", "toString", "tier", "share", "default"),
  fc
    .constantFrom(
      '{"__proto__":null}',
      '{"toString":1}',
      '{"constructor":{"prototype":1}}',
      '[{"toString":1}]',
      '{"length":-1}',
      '{"kind":"tier","amount":"1","cell":{"from":{"toString":1}}}',
    )
    .map((text): unknown => JSON.parse(text)),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ]);
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

describe("an invoice of a later version", () => {
  it("has types and kinds of lines that are named as they are", () => {
    const [line] = wholeInvoice.line_items;
    const later = { ...wholeInvoice, type: "toString", line_items: [{ ...line, kind: "constructor" }] };
    for (const report of [invoiceHtml, invoiceMarkdown]) {
      expect(report(later as unknown as Invoice)).toContain("constructor · rule");
      expect(report(later as unknown as Invoice)).toContain("toString");
    }
  });
});

/** Without its tiers. */
const tiered = { id: "c", name: "C", type: "usage", model: "tiered", metric: "calls" };

describe("options", () => {
  it("that are none are refused", () => {
    const none = null as unknown as object;
    for (const report of [invoiceHtml, invoiceMarkdown, invoiceText])
      expect(refusalOf(() => report(wholeInvoice, none))).toBe("field_type options");
    expect(refusalOf(() => usageBarsSvg([], none))).toBe("field_type options");
    for (const draw of [priceCurveSvg, effectivePriceSvg])
      expect(refusalOf(() => draw(curve, none))).toBe("field_type options");
  });

  const given = (options: unknown): string => invoiceHtml(drawnInvoice, options as InvoiceHtmlOptions);

  it.each([
    [{ contract: 7 }, "field_type options.contract"],
    [{ contract: { ...plainContract, customer_name: 7 } }, "field_type options.contract.customer_name"],
    [
      { contract: { ...plainContract, currency: "X", currency_digits: 1e9 } },
      "integer_invalid options.contract.currency_digits",
    ],
    [{ contract: { ...plainContract, timezone: "X/Y" } }, "timezone_invalid options.contract.timezone"],
    [{ title: 7 }, "field_type options.title"],
    [{ details: "yes" }, "field_type options.details"],
    [{ curves: {} }, "field_type options.curves"],
    [{ curves: [null] }, "field_type options.curves[0]"],
    [{ curves: [program, { contract: "acme", version: 1 }] }, "field_missing options.curves[1].rules"],
    [
      { curves: [{ ...program, rules: [tiered] }] },
      "rule_field_missing options.curves[0].rules[0].tiers_mode",
    ],
    [{ usage: {} }, "field_type options.usage"],
    [{ usage: [null] }, "field_type options.usage[0]"],
    [{ usage: [{ ...drawings.usage?.[0], timestamp: 7 }] }, "field_type options.usage[0].timestamp"],
  ])("with %j are refused", (options, refusal) => {
    expect(refusalOf(() => given(options))).toBe(refusal);
  });

  it("that are null are as left out", () => {
    const names = ["contract", "title", "seller", "customer", "note", "grouping", "lang", "curves", "usage"];
    for (const options of [{}, drawings])
      for (const name of names)
        expect(given({ ...options, [name]: null })).toBe(given({ ...options, [name]: undefined }));
    expect(given({ ...drawings, customer: null })).toContain("Billed to");
  });

  it("may be documents that have not been parsed", () => {
    const { object: _object, timezone: _zone, billing_anchor_date: _anchor, ...contract } = plainContract;
    const sent: unknown = JSON.parse(toWireJson({ ...drawings, contract }));
    expect(given(sent)).toBe(given(drawings));
    expect(given(drawings).match(/<svg /g)).toHaveLength(2);
    const period = { start: "2026-03-05", end: "2026-03-05" };
    const days = usageByDay(drawings.usage ?? [], contract as Contract, { period });
    expect(days).toEqual([{ day: "2026-03-05", quantity: "2" }]);
  });

  it("are what they ask for or refused, whatever stands in the place of a part of them", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(drawings)), fieldValue, (path, value) => {
        refusalOf(() => given(replaced(drawings, path, value)));
      }),
      runs(500),
    );
  });
});

describe("usageByDay", () => {
  it.each([
    [null, plainContract, {}, "field_missing options.period"],
    [[], plainContract, null, "field_type options"],
    [{}, plainContract, { period: { start: "2026-01-01", end: "2026-01-02" } }, "field_type charges"],
    [[null], plainContract, { period: { start: "2026-01-01", end: "2026-01-02" } }, "field_type charges[0]"],
    [
      [],
      { id: "acme" },
      { period: { start: "2026-01-01", end: "2026-01-02" } },
      "field_missing contract.customer_name",
    ],
    [[], plainContract, { period: { start: "2026-02-30", end: "2026-03-01" } }, "date_invalid from"],
  ])("refuses %j, %j, %j", (charges, contract, options, refusal) => {
    const [list, of, asked] = [charges, contract, options] as unknown as Parameters<typeof usageByDay>;
    expect(refusalOf(() => usageByDay(list, of, asked))).toBe(refusal);
  });
});

describe("drawings", () => {
  it("are the same of the wire form", () => {
    const days = [
      { day: "2026-01-01", quantity: "12.5" },
      { day: "2026-01-02", quantity: null },
      { day: "2026-01-03", quantity: "-0.0000001" },
    ];
    expect(usageBarsSvg(JSON.parse(toWireJson(days)) as typeof days)).toBe(usageBarsSvg(days));
    for (const draw of [priceCurveSvg, effectivePriceSvg])
      expect(draw(JSON.parse(toWireJson(curve)) as typeof curve)).toBe(draw(curve));
  });

  it.each([null, undefined, 7, "text", [], { object: "price_curve" }, { ...rule, object: 1 }])(
    "refuse %j",
    (given) => {
      for (const draw of [priceCurveSvg, effectivePriceSvg])
        expect(refusalOf(() => draw(given as typeof curve))).toMatch(/^field_(?:type|missing) /);
    },
  );

  it("refuse a rule that is none, and say where", () => {
    for (const draw of [priceCurveSvg, effectivePriceSvg]) {
      const of = (given: object): string => refusalOf(() => draw(given as UsageRule));
      expect(of({ type: "usage", model: "tiered" })).toBe("rule_field_missing rule.name");
      expect(of(tiered)).toBe("rule_field_missing rule.tiers_mode");
      expect(of({ ...tiered, tiers_mode: "volume", tiers: [null] })).toBe("field_type rule.tiers[0]");
      expect(of({ ...rule, unit_amount: 0.5 })).toBe("no refusal");
    }
  });

  it("refuse days that are none", () => {
    const of = (days: unknown): string => refusalOf(() => usageBarsSvg(days as never));
    expect(of(null)).toBe("field_type days");
    expect(of([null])).toBe("field_type days[0]");
    expect(of([{ quantity: "1" }])).toBe("field_missing days[0].day");
    expect(of([{ day: "2026-01-01", quantity: 0.1 + 0.2 }])).toBe("number_not_exact days[0].quantity");
  });

  it("are text or a refusal, whatever stands in the place of a curve's fields", () => {
    const draws = [priceCurveSvg, effectivePriceSvg];
    const value = fc.oneof(fieldValue, fc.constantFrom("0", "-1", "10", "1e400", "99999999999999999999"));
    fc.assert(
      fc.property(fc.constantFrom(...draws), fc.constantFrom(...pathsOf(curve)), value, (draw, path, by) => {
        refusalOf(() => draw(replaced(curve, path, by) as typeof curve, { quantity: "5" }));
      }),
      runs(300),
    );
  });
});
