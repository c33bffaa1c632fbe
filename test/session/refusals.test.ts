// What a rater does not take: by code, and without a trace.
import { describe, expect, it } from "vitest";
import {
  BillingError,
  createRater,
  type Period,
  type Rater,
  type RatingState,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { january, plainContract } from "../laws/plain.ts";
import { termsOf } from "../laws.ts";

const rule = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "0.5" } as const;

function termsNamed(id: string): Terms {
  const { programs, ...rest } = termsOf(rule);
  const contract = { ...plainContract, id };
  return { ...rest, contract, programs: programs.map((program) => ({ ...program, contract: id })) };
}

const event: UsageEvent = {
  external_contract_id: "acme",
  event_id: "e1",
  metric: "calls",
  quantity: "3",
  timestamp: "2026-01-25T12:00:00Z",
};

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof BillingError) return error.code;
    throw error;
  }
  return "nothing";
}

const emptyState = (contract: string): RatingState => createRater(termsNamed(contract)).state();

describe("a rater is not made", () => {
  it("of two terms of one contract", () => {
    expect(codeOf(() => createRater([termsNamed("acme"), termsNamed("beta"), termsNamed("acme")]))).toBe(
      "id_duplicate",
    );
  });

  it("of two states of one contract, of a state of another's, or of what is no state", () => {
    const [acme, beta] = [termsNamed("acme"), termsNamed("beta")];
    const states = [emptyState("acme"), emptyState("beta"), emptyState("acme")];
    expect(codeOf(() => createRater([acme, beta], states))).toBe("state_invalid");
    expect(codeOf(() => createRater([acme, beta], emptyState("gamma")))).toBe("state_invalid");
    expect(codeOf(() => createRater(acme, emptyState("beta")))).toBe("state_invalid");
    for (const wrong of [null, 5, {}, [null], [{}]])
      expect(codeOf(() => createRater([acme, beta], wrong as unknown as RatingState))).toBe("state_invalid");
  });

  it("and is made of no terms at all, and of some of the states", () => {
    expect(createRater([]).contracts).toEqual([]);
    expect(createRater([]).rate(event).outcome).toMatchObject({
      status: "rejected",
      code: "contract_unknown",
    });
    const rater = createRater([termsNamed("acme"), termsNamed("beta")], [emptyState("beta")]);
    expect(rater.contracts).toEqual(["acme", "beta"]);
  });
});

describe("a rater's functions", () => {
  const asked: readonly (readonly [string, (rater: Rater, id?: string) => unknown])[] = [
    ["charges", (rater, id) => rater.charges(id)],
    ["state", (rater, id) => rater.state(id)],
    ["draft", (rater, id) => rater.draft(january, id)],
  ];

  it.each(asked)(
    "%s: ask for a contract that is there, and for its name where there are several",
    (_, ask) => {
      const one = createRater(termsNamed("acme"));
      const two = createRater([termsNamed("acme"), termsNamed("beta")]);
      const codes = [
        codeOf(() => ask(one)),
        codeOf(() => ask(one, "acme")),
        codeOf(() => ask(one, "beta")),
        codeOf(() => ask(two, "beta")),
        codeOf(() => ask(two)),
        codeOf(() => ask(two, "gamma")),
        codeOf(() => ask(two, "__proto__")),
        codeOf(() => ask(createRater([]))),
      ];
      const unknown = "contract_unknown";
      expect(codes).toEqual(["nothing", "nothing", unknown, "nothing", unknown, unknown, unknown, unknown]);
    },
  );

  it("draft no period that the contract does not have", () => {
    const period: Period = { ...january, start: "2026-01-02" };
    expect(codeOf(() => createRater(termsNamed("acme")).draft(period))).toBe("period_unknown");
  });

  it("give out columns from the first charge to the last, and none beyond", () => {
    const { charges } = createRater(termsNamed("acme")).rateColumns([event, event]);
    expect([charges.length, charges.charge(0).amount]).toEqual([1, "1.5"]);
    for (const at of [-1, 1, 0.5, NaN]) expect(() => charges.charge(at)).toThrow(RangeError);
  });
});

describe("an event of a contract that takes none", () => {
  it("is refused in every way", () => {
    const { contract, ...rest } = termsNamed("acme");
    for (const status of ["draft", "terminated"] as const) {
      const rater = createRater({ ...rest, contract: { ...contract, status } });
      const outcome = { event_id: "e1", status: "rejected", code: "contract_inactive" };
      expect(rater.rate(event)).toMatchObject({ outcome, charges: [] });
      expect(rater.rateBatch([event])).toMatchObject({ outcomes: [outcome], charges: [] });
      expect(rater.rateColumns([event]).refusals).toMatchObject([{ at: 0, outcome }]);
      expect([rater.state().events, rater.charges()]).toEqual([[], []]);
    }
  });
});

describe("an event of a strange contract", () => {
  it("is refused, with a code, and leaves no trace", () => {
    const rater = createRater([termsNamed("acme"), termsNamed("beta")]);
    const before = rater.contracts.map((id) => rater.state(id));
    for (const id of ["gamma", "__proto__", "", undefined, 5]) {
      const strange = { ...event, external_contract_id: id } as unknown as UsageEvent;
      const outcome = { event_id: "e1", status: "rejected", code: "contract_unknown" };
      expect(rater.rate(strange)).toMatchObject({ outcome, charges: [] });
      expect(rater.rateBatch([strange])).toMatchObject({ outcomes: [outcome], charges: [] });
      const { statuses, refusals, charges } = rater.rateColumns([strange]);
      expect([[...statuses], refusals.length, charges.length]).toEqual([[2], 1, 0]);
      expect(refusals).toMatchObject([{ at: 0, outcome }]);
    }
    expect(rater.contracts.map((id) => rater.state(id))).toEqual(before);
    expect(rater.contracts.flatMap((id) => rater.charges(id))).toEqual([]);
  });

  it("does not take the id from another contract's event", () => {
    const rater = createRater([termsNamed("acme"), termsNamed("beta")]);
    const other = { ...event, external_contract_id: "beta", quantity: "4" };
    const { outcomes } = rater.rateBatch([event, other, event, other, { ...event, quantity: "4" }]);
    expect(outcomes.map(({ status, duplicate, code }) => code ?? (duplicate ? "duplicate" : status))).toEqual(
      [...["accepted", "accepted", "duplicate", "duplicate", "event_conflict"]],
    );
  });
});
