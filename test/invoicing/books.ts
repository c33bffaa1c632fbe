// A contract's invoices one after the other, drafted by the pure functions alone: for examples worked out by hand.
import {
  type BillingHistory,
  billingPeriods,
  type CreditGrant,
  draftCorrectionInvoice,
  draftInvoice,
  draftProgressiveInvoice,
  expectOk,
  type Invoice,
  type Period,
  parseContract,
  parseCreditGrant,
  parsePricingProgram,
  parseUsageEvent,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";

const acme = {
  id: "acme",
  customer_name: "Acme",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["a", "b", "c"],
  start_date: "2026-01-01",
};

/** A rule whose every unit of its metric costs 1; below zero it is a credit. */
export const unit = (id: string, more: object = {}) => ({
  ...{ id, name: id.toUpperCase(), type: "usage", model: "per_unit", metric: id, unit_amount: "1" },
  ...{ negative_usage: "credit", ...more },
});

/** A fee that is due on the first of each month. */
export const fee = (amount: string, more: object = {}) => ({
  ...{ id: "fee", name: "Fee", type: "subscription", model: "flat", frequency: "monthly", amount },
  ...more,
});

/** A version of the price list: when it takes effect (null: from the beginning), its rules, and what stands above these. */
export type Version = readonly [from: string | null, rules: readonly object[], above?: object];

/** A metric, a day and how much. */
export type Used = readonly [metric: string, day: string, quantity: string, properties?: object];

/** What there is of a contract; every method that drafts asks the pure functions. */
export interface Books {
  /** Keeps usage under an id; the same id again says something else, undefined takes it back. */
  use(id: string, used: Used | undefined): void;
  /** What is used, by id. */
  used(): ReadonlyMap<string, Used>;
  publish(version: Version): void;
  /** When the latest version takes effect; "" from the beginning. */
  from(): string;
  grant(id: string, amount: string, more?: object): void;
  /** The draft of the period that holds a day. */
  draft(day: string): Invoice;
  /** The same for who knows of no other invoices and of no grants. */
  alone(day: string): Invoice;
  /** The draft that is cut inside that period. */
  cut(day: string): Invoice | undefined;
  /** The draft after the last period. */
  correction(): Invoice | undefined;
  /** Makes a draft final. */
  send(draft: Invoice | undefined): Invoice;
  cancel(number: string): void;
  end(end_date: string | null): void;
  readonly invoices: readonly Invoice[];
  readonly grants: readonly CreditGrant[];
}

export function openBooks(versions: readonly Version[], contract: object = {}): Books {
  const usage = new Map<string, UsageEvent>();
  const said = new Map<string, Used>();
  const invoices: Invoice[] = [];
  const grants: CreditGrant[] = [];
  const published = [...versions];
  let fields: object = { ...acme, ...contract };
  const terms = () => termsOf(fields, published);
  const charges = (of: Terms) => {
    const { outcomes, charges: made } = rateUsage(of, [...usage.values()]);
    const refused = outcomes.filter(({ status }) => status === "rejected");
    if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
    return made;
  };
  // That a period is named there which has not changed must make no difference, so all are.
  const history = (): BillingHistory => ({
    invoices: [...invoices].sort((a, b) => (a.billing_period.start < b.billing_period.start ? -1 : 1)),
    grants,
    corrected_periods: closedStarts(invoices),
  });
  return {
    use(id, used) {
      said.delete(id);
      usage.delete(id);
      if (used === undefined) return;
      said.set(id, used);
      usage.set(id, eventOf(id, used));
    },
    used: () => new Map(said),
    from: () => published.at(-1)?.[0] ?? "",
    publish: (version) => published.push(version),
    grant(id, amount, more = {}) {
      grants.push(expectOk(parseCreditGrant({ id, contract: "acme", amount, ...more })));
    },
    draft(day) {
      const of = terms();
      return draftInvoice(of, charges(of), periodOf(of, day), history());
    },
    alone(day) {
      const of = terms();
      return draftInvoice(of, charges(of), periodOf(of, day));
    },
    cut(day) {
      const of = terms();
      return draftProgressiveInvoice(of, charges(of), periodOf(of, day), history());
    },
    correction() {
      const of = terms();
      return draftCorrectionInvoice(of, charges(of), history());
    },
    send(draft) {
      if (draft === undefined) throw new Error("there is no draft to make final");
      const final: Invoice = { ...draft, status: "sent", amount_paid: "0" };
      invoices.push(final);
      return final;
    },
    cancel(number) {
      const at = invoices.findIndex((invoice) => invoice.number === number);
      const invoice = invoices[at];
      if (invoice === undefined) throw new Error(`there is no invoice ${number}`);
      invoices[at] = { ...invoice, status: "cancelled" };
    },
    end(end_date) {
      fields = { ...fields, end_date };
    },
    invoices,
    grants,
  };
}

function termsOf(contract: object, versions: readonly Version[]): Terms {
  const programs = versions.map(([effective_date, rules, above], at) =>
    expectOk(parsePricingProgram({ contract: "acme", version: at + 1, effective_date, rules, ...above })),
  );
  return expectOk(resolveTerms(expectOk(parseContract(contract)), programs));
}

function eventOf(event_id: string, [metric, day, quantity, properties = {}]: Used): UsageEvent {
  const timestamp = `${day}T12:00:00Z`;
  return expectOk(
    parseUsageEvent({ external_contract_id: "acme", event_id, metric, quantity, timestamp, properties }),
  );
}

function periodOf({ contract }: Terms, day: string): Period {
  const [period] = billingPeriods(contract, day, day);
  if (period === undefined) throw new Error(`no period holds ${day}`);
  return period;
}

function closedStarts(invoices: readonly Invoice[]): string[] {
  return invoices
    .filter(({ type }) => type === undefined)
    .map(({ billing_period }) => billing_period.start)
    .sort();
}

/** Books with this used in January: amounts by metric, a day each. */
export function januaryOf(
  versions: readonly Version[],
  used: Readonly<Record<string, string>>,
  contract = {},
) {
  const books = openBooks(versions, contract);
  for (const [metric, quantity] of Object.entries(used)) books.use(metric, [metric, "2026-01-31", quantity]);
  return books;
}

/** Each line in words: its kind where it is no rule's own, its rule, the first day that it corrects, its amount. */
export function inWords({ line_items }: Invoice): string[] {
  return line_items.map(({ kind, rule_id, refers_to, amount }) =>
    [kind, rule_id, kind === "correction" ? refers_to?.billing_period.start : undefined, amount]
      .filter((word) => word !== undefined && word !== null)
      .join(" "),
  );
}

/** What is taken off each line, in words. */
export function takenOff({ line_items }: Invoice): string[][] {
  return line_items.map(({ discounts = [] }) =>
    discounts.map(({ discount, amount }) => `${discount} ${amount}`),
  );
}

/** What grants pay of each line, in words. */
export function drawn({ line_items }: Invoice): string[][] {
  return line_items.map(({ credits = [] }) => credits.map(({ grant, amount }) => `${grant} ${amount}`));
}

/** Each tax in words: its id, the month that it is about, what is taxed, and the tax. */
export function taxed({ taxes = [] }: Invoice): string[] {
  return taxes.map(
    ({ tax, period_start, taxable_amount, amount }) =>
      `${tax} ${period_start.slice(0, 7)} ${taxable_amount} ${amount}`,
  );
}

/** What is carried, in words. */
export function carries({ carried = [] }: Invoice): string[] {
  return carried.map(({ invoice, amount }) => `${invoice} ${amount}`);
}
