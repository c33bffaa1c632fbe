// Input that is made to break readers: every converter answers with issues, in bounded work, and never throws.
import { describe, expect, it, vi } from "vitest";
import {
  type FormatResult,
  fromCloudEvent,
  fromCloudEvents,
  fromLagoCharge,
  fromLagoEvent,
  fromLagoEvents,
  fromMetronomeEvent,
  fromMetronomeEvents,
  fromOrbEvent,
  fromOrbEvents,
  fromOrbPrice,
  fromStripeMeterEvent,
  fromStripeMeterEvents,
  fromStripePrice,
  toCloudEvent,
  toCsv,
  toEn16931Lines,
  toFocusCsv,
  toFocusRows,
  toStripeInvoiceLines,
} from "../../src/formats/index.ts";
import { contract, examples } from "./invoiceExamples.ts";
import { must, told } from "./told.ts";

// Large inputs take as long as the machine needs: how long is not what this is about.
vi.setConfig({ testTimeout: 600_000 });

type Converter = (input: unknown) => FormatResult<unknown>;

const single: Readonly<Record<string, Converter>> = {
  ...{ fromCloudEvent, fromLagoEvent, fromStripeMeterEvent, fromOrbEvent, fromMetronomeEvent, toCloudEvent },
  ...{ fromStripePrice, fromLagoCharge, fromOrbPrice, toEn16931Lines },
  toFocusRows: (input) => toFocusRows(input, { contract, issuer: "I" }),
  toStripeInvoiceLines: (input) => toStripeInvoiceLines(input, { contract }),
};
const plural: Readonly<Record<string, Converter>> = {
  ...{ fromCloudEvents, fromLagoEvents, fromStripeMeterEvents, fromOrbEvents, fromMetronomeEvents },
};
const lists: Readonly<Record<string, Converter>> = { toCsv, toFocusCsv };

const boom = () => {
  throw new Error("boom");
};
const throwing = new Proxy({}, { get: boom, ownKeys: boom, has: boom, getOwnPropertyDescriptor: boom });
const throwingList = new Proxy([], { get: boom });
const { proxy: revoked, revoke } = Proxy.revocable([], {});
revoke();
const cycle: Record<string, unknown> = { id: "1" };
cycle.data = cycle;
const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => ({ data: inner }), 1);
/** Of each key there is another object, for ever. */
const endless: object = new Proxy(
  {},
  {
    ownKeys: () => Array.from({ length: 1000 }, (_, at) => `k${at}`),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
    get: () => endless,
  },
);
/** More fields than anything has. */
const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at]));
const longList = new Proxy([], { get: (_, key) => (key === "length" ? 2 ** 32 - 1 : 1) });
const getter = {
  get data() {
    return boom();
  },
};

const hostile: Readonly<Record<string, unknown>> = {
  ...{ throwing, throwingList, revoked, cycle, deep, endless, wide, longList, getter },
  ...{ undefined, null: null, number: 5, nan: Number.NaN, bigint: 5n, symbol: Symbol("s"), function: boom },
  ...{
    text: "text",
    brace: "{",
    list: "[1]",
    bytes: new Uint8Array(8),
    date: new Date(0),
    map: new Map([["a", 1]]),
  },
  deepText: `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  longText: `{"id":"${"x".repeat(30_000_000)}"}`,
};

describe.each(Object.entries({ ...single, ...plural, ...lists }))("%s", (_, convert) => {
  it.each(Object.entries(hostile))("answers %s with issues", (name, input) => {
    const result = convert(input);
    if (result.ok) {
      // A list of one number is a list, whose entry is refused for itself.
      expect(name).toBe("list");
      return;
    }
    expect(result.issues.length).toBeGreaterThan(0);
    expect(result.issues.length).toBeLessThanOrEqual(100);
    for (const { path, message } of result.issues) expect(path.length + message.length).toBeLessThan(3000);
  });
});

describe("hostile fields", () => {
  const event = {
    ...{ specversion: "1.0", id: "1", source: "s", type: "t", subject: "c", time: "2026-01-01T00:00:00Z" },
  };
  const codes = (data: unknown) => told(fromCloudEvent({ ...event, data }));

  it("are issues of their own", () => {
    expect(codes(throwing)).toEqual(["input_unreadable"]);
    expect(codes(cycle)[0]).toMatch(/^json_too_deep data/);
    expect(codes(endless)).toHaveLength(1);
    expect(codes(wide)).toEqual(["input_too_large data"]);
    expect(codes(Array.from({ length: 5000 }, () => ["x".repeat(100)]))[0]).toMatch(
      /^input_too_large data\[/,
    );
    expect(codes({ a: 5n })).toEqual(["field_type data.a"]);
    expect(codes({ a: Number.POSITIVE_INFINITY })).toEqual(["field_type data.a"]);
    expect(codes({ a: "x".repeat(20_000) })).toEqual(["properties_too_large data.a"]);
  });

  it("with names of prototypes are fields like others", () => {
    const data = JSON.parse('{"__proto__": {"n": "2"}, "constructor": 5, "toString": "x"}');
    const read = must(fromCloudEvent({ ...event, data }, { quantity: { path: ["__proto__", "n"] } }));
    expect(read.quantity).toBe("2");
    expect(Object.keys(read.properties ?? {})).toEqual(["__proto__", "constructor", "toString"]);
    expect(
      told(fromCloudEvent({ ...event, data: {} }, { quantity: { path: ["toString", "length"] } })),
    ).toEqual(["field_missing data.toString.length"]);
    const charge = JSON.parse(
      '{"charge_model": "constructor", "billable_metric_code": "m", "properties": {"__proto__": 1}}',
    );
    expect(told(fromLagoCharge(charge))).toEqual(["price_not_expressible charge_model"]);
    expect(told(fromOrbPrice({ model_type: "toString", cadence: "valueOf" }, { metric: "m" }))).toEqual([
      "price_not_expressible model_type",
    ]);
  });

  it("are read once, so that what was checked is what is used", () => {
    let asked = 0;
    const turning = {
      ...event,
      get id() {
        asked += 1;
        return asked === 1 ? "first" : "/";
      },
    };
    expect(must(fromCloudEvent(turning)).event_id).toBe("s|first");
    expect(asked).toBe(1);
  });
});

describe("lists of 100,000", () => {
  const event = { transaction_id: "t", external_subscription_id: "c", code: "m", timestamp: 1774440000 };

  it("have an entry for each event, and bounded issues for each", () => {
    const events = Array.from({ length: 100_000 }, (_, at) =>
      at % 1000 === 7 ? throwing : { ...event, transaction_id: `t${at}` },
    );
    const entries = must(fromLagoEvents(events));
    expect(entries).toHaveLength(100_000);
    expect(entries.filter(({ parsed }) => !parsed.ok)).toHaveLength(100);
    expect(entries[7]?.parsed).toMatchObject({
      ok: false,
      issues: [{ code: "input_unreadable", path: "$[7]" }],
    });
    expect(entries[99_999]?.event_id).toBe("t99999");
  });

  it("may be inside of an invoice, and longer than a call takes arguments", () => {
    const carried = Array.from({ length: 150_000 }, () => ({ invoice: "i", amount: "0" }));
    const text = must(toCsv([{ ...examples().january, carried }]));
    expect(text.split("\r\n")).toHaveLength(150_012);
  });

  it("are read no further than they said they are long", () => {
    let said = 0;
    const growth = () => {
      said += 2;
      return said;
    };
    const growing = new Proxy([], { get: (_, key) => (key === "length" ? growth() : event) });
    expect(must(fromLagoEvents(growing))).toHaveLength(2);
    const falling = new Proxy([event, event], {
      get: (list, key) => (key === "1" ? boom() : Reflect.get(list, key)),
    });
    expect(must(fromLagoEvents(falling)).map(({ parsed }) => told(parsed))).toEqual([
      [],
      ["input_unreadable $[1]"],
    ]);
  });

  it("of what is wrong are told a hundred times at most", () => {
    const { january } = examples();
    const invoices = Array.from({ length: 300 }, () => ({ ...january, total: "1" }));
    expect(told(toCsv(invoices))).toHaveLength(100);
    const tiers = Array.from({ length: 10_000 }, () => ({ up_to: 1, unit_amount: "x" }));
    const recurring = { interval: "month", usage_type: "metered" };
    const price = {
      id: "p",
      currency: "usd",
      billing_scheme: "tiered",
      tiers_mode: "volume",
      tiers,
      recurring,
    };
    expect(told(fromStripePrice(price, { metric: "m" }))).toHaveLength(100);
  });
});
