// Credit grants, payments and a contract's policies: every issue at once, each where it stands and with what would be right.
import { describe, expect, it } from "vitest";
import { expectOk, parseContract, parseCreditGrant } from "../../src/index.ts";
import { parsePayment } from "../../src/intake/parsePayment.ts";
import { refuses, told } from "./refuses.ts";

const grant = { id: "g1", contract: "acme", amount: "10" };
const payment = { id: "p1", amount: "10" };
const contract = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD" },
  ...{ billing_cadence: "monthly", metrics: ["calls"] },
};

describe("a credit grant", () => {
  const whole = {
    ...grant,
    object: "credit_grant",
    effective_date: "2026-01-01",
    expiry_date: "2026-01-02",
    rules: ["a"],
  };
  refuses(parseCreditGrant, whole, [
    ["no amount", { amount: undefined }, ["field_missing", "amount", "is required"]],
    [
      "everything wrong at once",
      {
        ...{
          object: "grant",
          id: "a b",
          contract: 5,
          amount: "0",
          name: "",
          priority: 101,
          category: "free",
        },
        ...{ effective_date: "2026-02-30", expiry_date: "soon", rules: [], balance: "1" },
      },
      ["field_unknown", "balance", '"balance"'],
      ["value_invalid", "object", "must be one of credit_grant"],
      ["text_invalid", "name", "must be 1 to 255 characters"],
      ["value_invalid", "rules", "must name at least one rule"],
      ["date_invalid", "effective_date", 'must be an existing day such as "2026-03-31", got "2026-02-30"'],
      ["date_invalid", "expiry_date", 'got "soon"'],
      ["id_invalid", "id", 'got "a b"'],
      ["field_type", "contract", "must be text, got 5"],
      ["quantity_not_positive", "amount", 'must be above zero, got "0"'],
      ["integer_invalid", "priority", "must be a whole number from 0 to 100, got 101"],
      ["value_invalid", "category", 'must be one of paid, promotional, got "free"'],
    ],
    ["an amount below zero", { amount: "-1" }, ["quantity_not_positive", "amount", "must be above zero"]],
    [
      "half a priority",
      { priority: 0.5 },
      ["integer_invalid", "priority", "must be a whole number from 0 to 100"],
    ],
    [
      "days that are none, for the end is exclusive",
      { expiry_date: "2026-01-01" },
      [
        "period_invalid",
        "expiry_date",
        "must be after effective_date 2026-01-01 (it is exclusive), got 2026-01-01",
      ],
    ],
  ]);

  it("is an object", () => {
    expect(told(parseCreditGrant([]))).toEqual([
      { code: "field_type", path: "", message: "must be an object, got an array" },
    ]);
    const missing = told(parseCreditGrant({})).map(({ code, path }) => `${code} ${path}`);
    expect(missing).toEqual(["field_missing id", "field_missing contract", "field_missing amount"]);
  });
});

describe("a payment", () => {
  refuses(parsePayment, { ...payment, date: "2026-02-01" }, [
    [
      "everything wrong at once",
      { id: "rest INV-2026-001", amount: "-1", date: "2026-02-29", method: "card" },
      ["field_unknown", "method", '"method"'],
      ["date_invalid", "date", 'must be an existing day such as "2026-03-31", got "2026-02-29"'],
      ["id_invalid", "id", "without space"],
      ["quantity_not_positive", "amount", "must be above zero"],
    ],
    [
      "nothing",
      { id: undefined, amount: undefined },
      ["field_missing", "id", "is required"],
      ["field_missing", "amount", "is required"],
    ],
    ["of nothing", { amount: 0 }, ["quantity_not_positive", "amount", "must be above zero, got 0"]],
    ["of no day", { date: null }, ["date_invalid", "date", "got null"]],
  ]);
});

describe("a contract", () => {
  it("is an object", () => {
    expect(told(parseContract([]))).toEqual([
      { code: "field_type", path: "", message: "must be an object, got an array" },
    ]);
  });

  it("has no negative zero", () => {
    const { net_days } = expectOk(parseContract({ ...contract, net_days: -0 }));
    expect(Object.is(net_days, 0)).toBe(true);
  });
});

describe("a contract's policies", () => {
  const policies = {
    grace_days: 0,
    corrections: "refuse",
    negative_invoice: "credit_note",
    drawdown_order: ["scope", "expiry"],
  };
  refuses(parseContract, { ...contract, ...policies }, [
    [
      "everything wrong at once",
      { grace_days: -1, corrections: "no", negative_invoice: "refund", drawdown_order: ["age", "expiry", 5] },
      ["integer_invalid", "grace_days", "must be a whole number from 0 to 3650, got -1"],
      ["value_invalid", "corrections", 'must be one of accept, refuse, got "no"'],
      ["value_invalid", "negative_invoice", 'must be one of carry_forward, credit_note, got "refund"'],
      [
        "value_invalid",
        "drawdown_order[0]",
        'must be one of priority, expiry, category, effective, scope, got "age"',
      ],
      ["value_invalid", "drawdown_order[2]", "got 5"],
    ],
    ["more grace than ten years", { grace_days: 3651 }, ["integer_invalid", "grace_days", "from 0 to 3650"]],
    ["half a day of it", { grace_days: "1" }, ["integer_invalid", "grace_days", 'got "1"']],
    ["no order", { drawdown_order: "expiry" }, ["field_type", "drawdown_order", "must be an array"]],
    [
      "an order that says a thing twice",
      { drawdown_order: ["expiry", "scope", "expiry"] },
      ["id_duplicate", "drawdown_order", 'has "expiry" twice'],
    ],
  ]);

  it("stay out where they are left out, and are kept as they are", () => {
    const bare = expectOk(parseContract(contract));
    for (const name of Object.keys(policies)) expect(bare).not.toHaveProperty(name);
    expect(parseContract({ ...contract, ...policies, drawdown_order: [] })).toMatchObject({
      value: { ...policies, drawdown_order: [] },
    });
    const drawdown_order = ["priority", "expiry", "category", "effective", "scope"];
    expect(expectOk(parseContract({ ...contract, drawdown_order }))).toMatchObject({ drawdown_order });
  });
});
