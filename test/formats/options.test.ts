// Options and contexts that are not what they should be: each is an issue with its path, and nothing is thrown.
import { describe, expect, it } from "vitest";
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
  toEn16931Lines,
  toFocusRows,
  toStripeInvoiceLines,
} from "../../src/formats/index.ts";
import { contract, examples } from "./invoiceExamples.ts";
import { must, told } from "./told.ts";

const { january } = examples();
const timestamp = "2026-03-25T12:00:00Z";
const cloud = { specversion: "1.0", id: "1", source: "s", type: "m", subject: "c", time: timestamp };
const lago = { transaction_id: "t", external_subscription_id: "c", code: "m", timestamp: 1774440000 };
const payload = { stripe_customer_id: "c", value: "1" };
const meter = { identifier: "t", event_name: "m", timestamp, payload };
const orb = { idempotency_key: "t", customer_id: "c", event_name: "m", timestamp };
const metronome = { transaction_id: "t", customer_id: "c", event_type: "m", timestamp };
const ours = { external_contract_id: "c", event_id: "1", metric: "m", quantity: "1", timestamp };
const metered = { interval: "month", usage_type: "metered" };
const stripePrice = {
  ...{ id: "p", currency: "usd", billing_scheme: "per_unit", type: "recurring", recurring: metered },
  unit_amount: 5,
};
const charge = { charge_model: "standard", billable_metric_code: "m", properties: { amount: "1" } };
const orbPrice = {
  ...{
    id: "p",
    name: "P",
    model_type: "unit",
    price_type: "usage_price",
    cadence: "monthly",
    currency: "USD",
  },
  unit_config: { unit_amount: "0.5" },
};

// The types forbid all that is tried here.
type Any = (input: unknown, options?: unknown) => FormatResult<unknown>;
const events = {
  ...{ fromCloudEvent: [fromCloudEvent, cloud], fromCloudEvents: [fromCloudEvents, [cloud]] },
  ...{ fromLagoEvent: [fromLagoEvent, lago], fromLagoEvents: [fromLagoEvents, [lago]] },
  ...{ fromStripeMeterEvent: [fromStripeMeterEvent, meter], fromOrbEvent: [fromOrbEvent, orb] },
  ...{ fromStripeMeterEvents: [fromStripeMeterEvents, [meter]], fromOrbEvents: [fromOrbEvents, [orb]] },
  ...{ fromMetronomeEvent: [fromMetronomeEvent, metronome] },
  ...{ fromMetronomeEvents: [fromMetronomeEvents, [metronome]] },
} as unknown as Readonly<Record<string, readonly [Any, unknown]>>;
const prices = {
  fromStripePrice: [fromStripePrice, stripePrice],
  fromLagoCharge: [fromLagoCharge, charge],
  fromOrbPrice: [fromOrbPrice, orbPrice],
} as unknown as Readonly<Record<string, readonly [Any, unknown]>>;
const writers = {
  toFocusRows: [toFocusRows, january],
  toStripeInvoiceLines: [toStripeInvoiceLines, january],
  toEn16931Lines: [toEn16931Lines, january],
  toCloudEvent: [toCloudEvent, ours],
} as unknown as Readonly<Record<string, readonly [Any, unknown]>>;
/** What makes each of them succeed. */
const enough = { metric: "calls", contract, issuer: "I" };

const boom = (): never => {
  throw new Error("boom");
};
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const throwing = new Proxy({}, { get: boom, ownKeys: boom, getPrototypeOf: boom });
const hostile = [
  ...[5, -1, 0.5, Number.NaN, "", "x", true, 5n, Symbol("s"), boom, [], [5], {}, { path: 5 }, { a: 5 }],
  ...[
    new Date(0),
    new Map([["a", 1]]),
    revoked,
    throwing,
    { path: revoked },
    { path: throwing },
    { id: throwing },
  ],
];
const names = (
  "quantity contract metric arrival unit customerKey identity extensions name id cadence measuring zeroUsage minorDigits currency " +
  "issuer provider publisher account serviceCategory serviceName units frequencies unitCode unitCodes packageCodes priceDecimals " +
  "vatCategory source"
).split(" ");

describe.each(Object.entries({ ...events, ...prices, ...writers }))("%s", (name, [convert, input]) => {
  it("refuses options that are no object", () => {
    for (const options of [null, 5, "text", true, [], boom])
      expect(told(convert(input, options))[0]).toBe("field_type options");
    expect(told(convert(input, revoked))[0]).toBe("input_unreadable options");
  });

  it("refuses what throws when it is read", () => {
    expect(told(convert(input, throwing))[0]).toMatch(/^input_unreadable options\./);
  });

  it("answers whatever an option is", () => {
    for (const option of names)
      for (const value of hostile) {
        // Functions may throw what they like: they are the caller's.
        if (value === boom) continue;
        const issues = told(
          convert(input, {
            ...enough,
            ...(name in events ? { contract: undefined, metric: undefined } : {}),
            [option]: value,
          }),
        );
        expect(
          issues.filter((issue) => !/^[a-z_]+ options\.|^decimal_invalid|^field_missing/.test(issue)),
        ).toEqual([]);
      }
  });

  it("takes options that are null as left out", () => {
    const bare = name in events ? {} : enough;
    const none = Object.fromEntries(
      names.filter((option) => !(option in bare)).map((option) => [option, null]),
    );
    expect(told(convert(input, { ...none, ...bare }))).toEqual(told(convert(input, bare)));
  });
});

describe("options of events", () => {
  it.each(Object.entries(events))("%s says what is wrong with each", (_, [convert, input]) => {
    const refused = (options: object) => told(convert(input, options));
    expect(refused({ quantity: 5 })).toEqual(["field_type options.quantity"]);
    expect(refused({ quantity: "sum" })).toEqual(["value_invalid options.quantity"]);
    expect(refused({ quantity: {} })).toEqual(["option_missing options.quantity.path"]);
    expect(refused({ quantity: { path: "a" } })).toEqual(["field_type options.quantity.path"]);
    expect(refused({ quantity: { path: ["a", 5] } })).toEqual(["field_type options.quantity.path[1]"]);
    expect(refused({ contract: 5, metric: "m" })).toEqual([
      "field_type options.contract",
      "field_type options.metric",
    ]);
    expect(refused({ arrival: "noon" })).toEqual(["timestamp_invalid options.arrival"]);
    expect(refused({ arrival: 5 })).toEqual(["timestamp_invalid_type options.arrival"]);
  });

  it("that are one system's are checked, too", () => {
    const unit = { unit: "minutes" } as never;
    expect(told(fromLagoEvent(lago, unit))).toEqual(["value_invalid options.unit"]);
    expect(told(fromStripeMeterEvent(meter, unit))).toEqual(["value_invalid options.unit"]);
    expect(told(fromStripeMeterEvent(meter, { customerKey: 5 } as never))).toEqual([
      "field_type options.customerKey",
    ]);
    expect(told(fromOrbEvent(orb, { customerKey: "id" } as never))).toEqual([
      "value_invalid options.customerKey",
    ]);
    expect(told(fromCloudEvent(cloud, { identity: "source", extensions: "a" } as never))).toEqual([
      "value_invalid options.identity",
      "field_type options.extensions",
    ]);
    expect(told(fromCloudEvent(cloud, { extensions: ["a", 5] } as never))).toEqual([
      "field_type options.extensions[1]",
    ]);
    expect(told(toCloudEvent(ours, { source: 5 } as never))).toEqual(["field_type options.source"]);
    expect(told(toCloudEvent(ours, { source: "a b" }))).toEqual(["value_invalid options.source"]);
  });

  it("may be functions that throw", () => {
    expect(() => fromLagoEvent(lago, { contract: boom })).toThrow("boom");
  });
});

describe("options of prices", () => {
  it.each(Object.entries(prices))("%s says what is wrong with each", (_, [convert, input]) => {
    const refused = (options: object) => told(convert(input, { metric: "calls", ...options }));
    expect(refused({ metric: 5 })).toEqual(["field_type options.metric"]);
    expect(refused({ metric: "a b" })).toEqual(["id_invalid options.metric"]);
    expect(refused({ id: "a b" })).toEqual(["id_invalid options.id"]);
    expect(refused({ name: 5, id: {} })).toEqual(["field_type options.name", "field_type options.id"]);
    expect(refused({ quantity: "many" })).toEqual(["decimal_invalid_format options.quantity"]);
    expect(refused({ quantity: {} })).toEqual(["decimal_invalid_type options.quantity"]);
    expect(refused({ cadence: "fortnightly" })).toEqual(["value_invalid options.cadence"]);
    expect(refused({ measuring: "sum" })).toEqual(["field_type options.measuring"]);
    expect(refused({ measuring: { aggregation: "mode" } })).toEqual([
      "value_invalid options.measuring.aggregation",
    ]);
    // What is no measuring must not become part of the price.
    expect(refused({ measuring: { unit_amount: "0", discounts: [] } })).toEqual([
      "field_unknown options.measuring.unit_amount",
    ]);
    for (const none of [null, undefined])
      expect(
        refused({
          measuring: { aggregation: none, window: none, ...{ carry_over: none, unit_amount: none } },
        }),
      ).toEqual([]);
    expect(refused({ measuring: { window: { size: "week", combine: "sum" } } })).toEqual([
      "value_invalid options.measuring.window.size",
    ]);
  });

  it("that are one system's are checked, too", () => {
    expect(told(fromStripePrice(stripePrice, { metric: "m", zeroUsage: "all" } as never))).toEqual([
      "value_invalid options.zeroUsage",
    ]);
    expect(told(fromLagoCharge(charge, { currency: 5 } as never))).toEqual(["field_type options.currency"]);
    expect(told(fromLagoCharge(charge, { currency: "a b" }))).toEqual(["id_invalid options.currency"]);
  });

  it("that count a fee are told by the name that they have there", () => {
    const once = { ...stripePrice, type: "one_time", recurring: null };
    expect(told(fromStripePrice(once, { quantity: "-1" }))).toEqual(["quantity_negative options.quantity"]);
    const fixed = { ...orbPrice, price_type: "fixed_price" };
    expect(told(fromOrbPrice(fixed, { quantity: "-1" }))).toEqual(["quantity_negative options.quantity"]);
    expect(told(fromOrbPrice({ ...fixed, fixed_price_quantity: -1 }, { quantity: "-1" }))).toEqual([
      "quantity_negative fixed_price_quantity",
    ]);
  });
});

describe("options of invoices", () => {
  const focus = (context: unknown) => told(toFocusRows(january, context as never));

  it("that are needed are asked for", () => {
    const both = ["option_missing options.contract", "option_missing options.issuer"];
    expect(focus(undefined)).toEqual(both);
    expect(focus({})).toEqual(both);
    expect(focus({ contract, issuer: null })).toEqual(["option_missing options.issuer"]);
    expect(focus({ contract })).toEqual(["option_missing options.issuer"]);
    for (const options of [undefined, {}, { contract: undefined }])
      expect(told(toStripeInvoiceLines(january, options as never))).toEqual([
        "option_missing options.contract",
      ]);
    expect(told(toFocusRows({}, { issuer: "I" } as never))).toEqual(
      expect.arrayContaining(["option_missing options.contract", "field_missing number"]),
    );
  });

  it("go into rows only where they are what the columns take", () => {
    const wrong = {
      ...{ issuer: 5, provider: "", publisher: [], serviceName: 7, serviceCategory: "Bogus" },
      ...{ frequencies: { o: "x", fee: "Recurring" }, units: { r: 7, s: "" }, account: { id: "x" } },
    };
    expect(focus({ contract, ...wrong })).toEqual([
      ...["field_type options.issuer", "field_type options.provider", "field_type options.publisher"],
      ...["option_missing options.account.name", "value_invalid options.serviceCategory"],
      ...["field_type options.serviceName", "field_type options.units.r", "field_type options.units.s"],
      "value_invalid options.frequencies.o",
    ]);
    expect(focus({ contract, issuer: "I", units: [], account: 5, frequencies: new Map() })).toEqual([
      "field_type options.account",
      "field_type options.units",
      "field_type options.frequencies",
    ]);
    expect(focus({ contract: 5, issuer: "I" })).toEqual(["field_type options.contract"]);
    expect(focus({ contract: { ...contract, currency: "?" }, issuer: "I" })).toEqual([
      "currency_unknown options.contract.currency",
    ]);
  });

  it("of FOCUS name one of its categories", () => {
    for (const serviceCategory of ["AI and Machine Learning", "Compute", "Web", "Other"])
      expect(must(toFocusRows(january, { contract, issuer: "I", serviceCategory }))[0]).toMatchObject({
        ServiceCategory: serviceCategory,
      });
  });

  it("keep what they were when they were read", () => {
    let asked = 0;
    const turning = {
      contract,
      get issuer() {
        asked += 1;
        return asked === 1 ? "I" : (5 as never);
      },
    };
    expect(must(toFocusRows(january, turning))[0]?.InvoiceIssuerName).toBe("I");
    expect(asked).toBe(1);
  });

  it("of e-invoices are codes", () => {
    const lines = (options: unknown) => told(toEn16931Lines(january, options as never));
    expect(lines({ unitCode: 5, unitCodes: { a: 5 }, packageCodes: "PK", vatCategory: "Bogus" })).toEqual([
      ...["field_type options.unitCode", "field_type options.unitCodes.a", "field_type options.packageCodes"],
      "value_invalid options.vatCategory",
    ]);
    expect(lines({ priceDecimals: "4" })).toEqual(["value_invalid options.priceDecimals"]);
  });
});
