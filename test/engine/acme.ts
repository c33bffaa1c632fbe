// An engine with one contract, billed monthly, and a clock that can be set: for examples worked out by hand.
import {
  type BillingStore,
  createEngine,
  createMemoryStore,
  type Engine,
  type Invoice,
} from "../../src/index.ts";
import { storeState } from "../../src/testing/storeState.ts";

export const acme = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
  ...{ metrics: ["calls", "storage", "unpriced"], start_date: "2026-01-01" },
};

/** Every call costs 1. */
export const calls = {
  ...{ id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" },
  negative_usage: "credit",
};
export const storage = { ...calls, id: "storage", name: "Storage", metric: "storage" };

/** Usage at noon of a day in UTC, unless the time is given. */
export function use(
  event_id: string,
  quantity: string,
  day: string,
  more: object = {},
): Record<string, unknown> {
  const timestamp = day.includes("T") ? day : `${day}T12:00:00Z`;
  return { external_contract_id: "acme", event_id, metric: "calls", quantity, timestamp, ...more };
}

export interface Setting {
  readonly rules?: readonly object[];
  readonly contract?: object;
  /** What the first version has beside its rules. */
  readonly above?: object;
  readonly now?: string;
}

export interface Acme {
  readonly engine: Engine;
  /** A second engine over the same store. */
  readonly other: Engine;
  readonly store: BillingStore;
  readonly clock: { now: string };
  submit(...events: readonly object[]): Promise<string[]>;
  /** Lines of an invoice in words. */
  lines(number: string): Promise<string[]>;
  total(number: string): Promise<string>;
  /** First days of the periods that are to be corrected. */
  corrected(): Promise<readonly string[]>;
}

/** In the middle of the third period unless told. */
export async function openAcme({
  rules = [calls],
  contract = {},
  above = {},
  now,
}: Setting = {}): Promise<Acme> {
  const clock = { now: now ?? "2026-03-15T00:00:00Z" };
  const store = createMemoryStore();
  const [engine, other] = [0, 1].map(() => createEngine({ store, now: () => clock.now })) as [Engine, Engine];
  await engine.putContract({ ...acme, ...contract });
  await engine.publishPricing({ contract: "acme", version: 1, rules, ...above });
  return {
    ...{ engine, other, store, clock },
    async submit(...events) {
      const answer = await engine.submitUsage({ events });
      return answer.events.map(
        ({ code, duplicate }) => code ?? (duplicate === true ? "duplicate" : "accepted"),
      );
    },
    lines: async (number) => inWords(await engine.getInvoice(number)),
    total: async (number) => (await engine.getInvoice(number)).total,
    corrected: async () => (await store.read("acme"))?.account.corrected_periods ?? [],
  };
}

/** Each line in words: its kind where it is no rule's own, its rule, the first day that it corrects, its amount. */
export function inWords({ line_items }: Invoice): string[] {
  return line_items.map(({ kind, rule_id, refers_to, amount }) =>
    [kind, rule_id, kind === "correction" ? refers_to?.billing_period.start : undefined, amount]
      .filter((word) => word !== undefined && word !== null)
      .join(" "),
  );
}

/** Everything that a store shows, as text. */
export async function everything({ store }: Pick<Acme, "store">): Promise<string> {
  return JSON.stringify(await storeState(store, ["acme"]));
}

/** What is done, and whether the store shows something else after it. */
export async function changing<T>(one: Pick<Acme, "store">, act: () => Promise<T>): Promise<[T, boolean]> {
  const before = await everything(one);
  const answer = await act();
  return [answer, (await everything(one)) !== before];
}
