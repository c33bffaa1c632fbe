// What the store in memory keeps, what it answers, and what it says of a commit that no caller should make.
import { describe, expect, it } from "vitest";
import { assertWellFormed } from "../../../src/store/assertWellFormed.ts";
import type { AccountChange } from "../../../src/store/billingStore.ts";
import { freezeCopy } from "../../../src/store/freezeCopy.ts";
import { createMemoryStore } from "../../../src/store/memoryStore.ts";
import { sample } from "../../../src/testing/sample.ts";

describe("assertWellFormed", () => {
  const put = (event_id: string) => ({ event: { event_id, external_contract_id: "a" } });
  const total = { period_start: "2026-01-01", version: 1, rule_id: "r" };
  const refused = (change: object) => () =>
    assertWellFormed([{ contract: "a", revision: 1, ...change } as AccountChange]);

  it.each([
    [{ add_events: [put("e"), put("e")] }, "the event e is twice"],
    [{ add_events: [put("e")], put_events: [put("e")] }, "the event e is twice"],
    [{ set_statuses: [{ event_id: "e" }, { event_id: "e" }] }, "the status e is twice"],
    [{ put_events: [put("e")], set_statuses: [{ event_id: "e" }] }, "the status e is twice"],
    [{ put_totals: [total, total] }, "the total 2026-01-01 1 r  is twice"],
    [
      {
        put_totals: [
          { ...total, part: "p" },
          { ...total, part: "p" },
        ],
      },
      "the total 2026-01-01 1 r p is twice",
    ],
    [{ move_invoices: [{ number: "n" }, { number: "n" }] }, "the state of invoice n is twice"],
  ])("says of %j that %s", (change, message) => {
    expect(refused(change)).toThrow(message);
  });

  it("lets through what is there once", () => {
    const once = {
      add_events: [put("e")],
      put_events: [put("f")],
      set_statuses: [{ event_id: "g" }],
      put_totals: [total, { ...total, part: "p" }],
    };
    expect(refused(once)).not.toThrow();
    expect(refused({ put_corrected_periods: ["2026-01-01", "2026-02-01"] })).not.toThrow();
    expect(refused({ put_corrected_periods: ["2026-02-01", "2026-01-01"] })).toThrow("do not ascend");
  });

  it("says which contract is twice", () => {
    const changes = [1, 1].map((revision) => ({ contract: "a", revision }) as AccountChange);
    expect(() => assertWellFormed(changes)).toThrow("the contract a is twice");
  });
});

describe("freezeCopy", () => {
  it("says what it has found that JSON cannot hold", () => {
    expect(() => freezeCopy({ a: Number.NaN })).toThrow("found NaN");
    expect(() => freezeCopy({ a: () => 1 })).toThrow("found function");
    expect(() => freezeCopy({ a: [undefined] })).toThrow("found undefined");
    expect(() => freezeCopy({ a: 1n })).toThrow("found bigint");
  });

  it("says of an object inside itself that it is one, and takes one that is there twice", () => {
    const circle: Record<string, unknown> = {};
    circle.inside = { circle };
    expect(() => freezeCopy(circle)).toThrow("found an object inside itself");
    const twice = { a: 1 };
    expect(freezeCopy([twice, twice])).toEqual([twice, twice]);
  });
});

describe("createMemoryStore", () => {
  it("answers nothing but the account where nothing else is asked for", async () => {
    const store = createMemoryStore();
    await store.commit([sample.opening("a")]);
    const bare = await store.read("a");
    expect([bare?.events, bare?.charges, bare?.totals]).toEqual([[], [], []]);
    expect(await store.read("a", { from: "2026-01-01", to: "2026-01-01" })).toEqual(bare);
    expect(await store.read("a", { include: ["events"], from: "2026-01-01", to: "2026-01-01" })).toEqual(
      bare,
    );
  });
});
