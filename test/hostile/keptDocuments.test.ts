// What a caller has kept of earlier calls, and lost a part of: it is refused with a typed error, before anything is computed from it.
import { describe, expect, it } from "vitest";
import {
  type BillingHistory,
  billingPeriods,
  type Charge,
  createRater,
  draftCorrectionInvoice,
  draftInvoice,
  expectOk,
  mergeCharges,
  mergeStates,
  parseContract,
  parsePricingProgram,
  rateUsage,
  resolveTerms,
  roundDecimal,
  toWireJson,
} from "../../src/index.ts";

const contract = expectOk(
  parseContract({
    ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
    ...{ metrics: ["calls"], start_date: "2026-01-01", end_date: "2026-04-01" },
  }),
);
const rules = [
  { id: "r", name: "R", type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" },
  { id: "fee", name: "Fee", type: "usage", metric: "calls", model: "bps", bps: "15" },
];
const terms = expectOk(
  resolveTerms(contract, [expectOk(parsePricingProgram({ contract: "acme", version: 1, rules }))]),
);
const event = {
  ...{ external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "5" },
  timestamp: "2026-03-05T00:00:00.000Z",
};
const { charges, state } = rateUsage(terms, [event]);
const [march] = billingPeriods(contract, "2026-03-01", "2026-03-31");
if (march === undefined) throw new Error("the contract has a period in March");

const grant = {
  object: "credit_grant",
  id: "g",
  contract: "acme",
  amount: "1",
  priority: 1,
  category: "paid",
};
const invoice = { ...draftInvoice(terms, charges, march), status: "sent" };
const history = { invoices: [invoice], grants: [grant], corrected_periods: ["2026-03-01"] };

/** What is thrown: nothing, a code of ours, or something that is none. */
function thrownBy(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    const { name, code } = error as { readonly name: string; readonly code?: string };
    return name === "BillingError" ? `code ${code}` : `${name}: ${String(error)}`;
  }
  return "nothing";
}

const odd: readonly (readonly [string, unknown])[] = [
  ["a bigint", 10n],
  ["a symbol", Symbol("x")],
  ["an object inside itself", circle()],
  ["an object without a prototype", Object.create(null)],
];

describe.each(odd)("%s", (_, value) => {
  it.each<[string, string, () => unknown]>([
    [
      "the contract of a state",
      "state_invalid",
      () => createRater(terms, { ...state, contract: value } as never),
    ],
    [
      "the contract of a merged state",
      "state_invalid",
      () => mergeStates(terms, state, { ...state, contract: value } as never),
    ],
    [
      "the start of a period",
      "period_unknown",
      () => draftInvoice(terms, [], { ...march, start: value } as never),
    ],
    ["a day", "date_invalid", () => billingPeriods(contract, value as string, "2026-03-31")],
    ["a scale", "integer_invalid", () => roundDecimal("1", value as number, "up")],
    ["a seed", "integer_invalid", () => createRater(terms, undefined, { seed: value as number })],
    [
      "the contract of a charge",
      "charge_invalid",
      () => createRater(terms, undefined, { charges: [{ ...charges[0], contract: value } as never] }),
    ],
  ])("for %s is refused with %s", (__, code, call) => {
    expect(thrownBy(call)).toBe(`code ${code}`);
  });
});

const [charge] = charges as [Charge];

describe("a damaged charge", () => {
  const damages: readonly (readonly [string, unknown])[] = [
    ["null", null],
    ["no object", 5],
    ["without its period", { ...charge, period: undefined }],
    ["with a number for the start of its period", { ...charge, period: { start: 1, end: 2 } }],
    ["with a quantity that is no decimal", { ...charge, quantity: "five" }],
    ["with an amount that is a number", { ...charge, amount: 5 }],
    ["with steps that are no list", { ...charge, rule_id: "fee", steps: 5 }],
  ];

  it.each(damages)("(%s) is refused by mergeCharges", (_, damaged) => {
    expect(thrownBy(() => mergeCharges(terms, [charge, damaged as Charge]))).toMatch(/^code /);
  });

  it.each(damages)("(%s) is refused by draftInvoice", (_, damaged) => {
    expect(thrownBy(() => draftInvoice(terms, [charge, damaged as Charge], march))).toMatch(/^code /);
  });

  it.each(damages)("(%s) is refused by createRater", (_, damaged) => {
    const go = () => createRater(terms, undefined, { charges: [charge, damaged as Charge] }).charges();
    expect(thrownBy(go)).toMatch(/^code /);
  });

  it("with an exponent is refused before the heap is full of its digits", () => {
    const endless = { ...charge, amount: "1e1000000000" };
    expect(thrownBy(() => mergeCharges(terms, [charge, endless]))).toMatch(/^code /);
  });
});

describe("a damaged history", () => {
  const [line] = invoice.line_items;
  it.each<[string, unknown]>([
    ["an amount of a line that is no decimal", withLine({ ...line, amount: "five" })],
    ["a discount that is no decimal", withLine({ ...line, discounts: [{ discount: "d", amount: "x" }] })],
    ["a draw that is no decimal", withLine({ ...line, credits: [{ grant: "g", amount: "x" }] })],
    ["a grant whose amount is no decimal", { ...history, grants: [{ ...grant, amount: "x" }] }],
    ["a total that is no decimal", { ...history, invoices: [{ ...invoice, total: "x" }] }],
    [
      "a tax that is no decimal",
      {
        ...history,
        invoices: [{ ...invoice, taxes: [{ tax: "vat", period_start: "2026-03-01", amount: "x" }] }],
      },
    ],
    [
      "a carry that is no decimal",
      { ...history, invoices: [{ ...invoice, carried: [{ invoice: "I", amount: "x" }] }] },
    ],
    ["a corrected period that is no day", { ...history, corrected_periods: ["soon"] }],
  ])("(%s) is refused, or has no say", (_, damaged) => {
    const draft = () => draftInvoice(terms, charges, march, damaged as BillingHistory);
    expect(thrownBy(draft)).toMatch(/^(nothing|code )/);
  });

  it("is refused where it is missing", () => {
    expect(thrownBy(() => draftCorrectionInvoice(terms, charges, undefined as never))).toBe(
      "code field_type",
    );
  });
});

function withLine(changed: object): object {
  return { ...history, invoices: [{ ...invoice, line_items: [changed] }] };
}

describe("toWireJson", () => {
  it("writes what is missing in a list as null, as JSON does", () => {
    const list: unknown[] = [];
    list[2] = "1";
    expect(toWireJson({ list })).toBe('{"list":[null,null,"1"]}');
  });

  it.each<[string, unknown]>([
    [
      "a getter throws",
      {
        get total(): string {
          throw new Error("the caller's");
        },
      },
    ],
    ["it is a proxy that has been revoked", revoked()],
  ])("refuses a document where %s", (_, document) => {
    expect(thrownBy(() => toWireJson(document))).toMatch(/^code /);
  });
});

function circle(): object {
  const made: Record<string, unknown> = {};
  made.self = made;
  return made;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
