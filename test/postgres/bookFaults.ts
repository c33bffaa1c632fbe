// Holds everything that a store keeps of a contract against the events that it should have kept.
import {
  type BillingStore,
  type Charge,
  createEngine,
  type Engine,
  type Invoice,
  type LadderTotal,
  type Snapshot,
  type UsageRecord,
} from "../../src/index.ts";
import { add, fraction, toText } from "../oracle/fraction.ts";
import { type ExpectedBooks, type ExpectedPart, expectedBooks, partName } from "./expectedBooks.ts";
import { type SentEvent, worldNow } from "./usageWorld.ts";

/** What was looked at, and everything that is wrong with it. */
export interface BookReport {
  readonly events: number;
  readonly charges: number;
  readonly lines: number;
  readonly faults: readonly string[];
}

/** The contract's books against those of the events that the store should hold, in whatever order it took them. */
export async function checkBooks(
  store: BillingStore,
  contract: string,
  events: readonly SentEvent[],
): Promise<BookReport> {
  const engine = createEngine({ store, now: () => worldNow });
  const snapshot = await store.read(contract, { include: ["totals", "charges", "events"] });
  const program = snapshot?.account.programs[0];
  if (snapshot === null || program === undefined) {
    return { events: 0, charges: 0, lines: 0, faults: [`${contract}: it has no price list`] };
  }
  const expected = expectedBooks(program, events);
  const invoices = await draftsOf(engine, contract, expected);
  const faults = [
    ...sequenceFaults(snapshot.events),
    ...eventFaults(snapshot.events, events),
    ...chargeFaults(snapshot, expected),
    ...totalFaults(snapshot.totals, expected),
    ...invoices.flatMap((invoice) => invoiceFaults(invoice, expected)),
  ];
  return {
    events: snapshot.events.length,
    charges: snapshot.charges.length,
    lines: invoices.reduce((lines, { line_items }) => lines + line_items.length, 0),
    faults: faults.map((fault) => `${contract}: ${fault}`),
  };
}

/** Events without each of their charges, and charges without their event: what half a commit leaves behind. */
export function halves(snapshot: Snapshot, rulesOf: ExpectedBooks["rulesOf"]): string[] {
  const charged = new Map<string, string[]>();
  for (const { event_id, rule_id } of snapshot.charges)
    charged.set(event_id, [...(charged.get(event_id) ?? []), rule_id]);
  const faults = snapshot.events.flatMap(({ event }) => {
    const [found, wanted] = [charged.get(event.event_id) ?? [], rulesOf(event.metric)];
    charged.delete(event.event_id);
    if ([...found].sort().join() === [...wanted].sort().join()) return [];
    return [`the event ${event.event_id} is charged by [${found}], not by [${wanted}]`];
  });
  return [...faults, ...[...charged.keys()].map((id) => `${id} is charged, and is no event`)];
}

async function draftsOf(engine: Engine, contract: string, expected: ExpectedBooks): Promise<Invoice[]> {
  const numbers = [...expected.totals.keys()].map(
    (start) => `INV-${start.slice(0, 4)}-0${start.slice(5, 7)}`,
  );
  return Promise.all(numbers.map((number) => engine.getInvoice(number, { contract })));
}

function sequenceFaults(records: readonly UsageRecord[]): string[] {
  const wrong = records.find(({ sequence }, at) => sequence !== at + 1);
  return wrong === undefined
    ? []
    : [`the sequence has a gap or a repetition at ${wrong.sequence} (${wrong.event.event_id})`];
}

function eventFaults(records: readonly UsageRecord[], events: readonly SentEvent[]): string[] {
  const wanted = new Map(events.map((event) => [event.event_id, event]));
  const faults = records.flatMap(({ event, status }) => {
    const sent = wanted.get(event.event_id);
    if (!wanted.delete(event.event_id)) return [`the event ${event.event_id} is there, and should not be`];
    const isSame =
      sent?.metric === event.metric && sent.quantity === event.quantity && sent.timestamp === event.timestamp;
    if (isSame && status === "rated") return [];
    return [`the event ${event.event_id} is kept as ${JSON.stringify({ ...event, status })}`];
  });
  return [...faults, ...[...wanted.keys()].map((id) => `the event ${id} is missing`)];
}

function chargeFaults(snapshot: Snapshot, expected: ExpectedBooks): string[] {
  const sums = new Map<string, { quantity: string; exact_amount: string }>();
  for (const charge of snapshot.charges) {
    const name = nameOfCharge(charge);
    const before = sums.get(name) ?? { quantity: "0", exact_amount: "0" };
    sums.set(name, {
      quantity: plus(before.quantity, charge.quantity),
      exact_amount: plus(before.exact_amount, charge.amount),
    });
  }
  return [...halves(snapshot, expected.rulesOf), ...differences("the charges of", sums, expected)];
}

function totalFaults(totals: readonly LadderTotal[], expected: ExpectedBooks): string[] {
  const kept = new Map(
    totals.map((total) => {
      const region = total.part === undefined ? undefined : /"region":"(\w+)"/.exec(total.part)?.[1];
      return [partName(total.rule_id, total.period_start, region), { quantity: total.quantity }];
    }),
  );
  return differences("the total of", kept, expected);
}

function invoiceFaults(invoice: Invoice, expected: ExpectedBooks): string[] {
  const { start } = invoice.billing_period;
  // A rule without usage has a line of nothing.
  const lines = invoice.line_items
    .filter(({ quantity }) => quantity !== "0")
    .map(({ rule_id, group, quantity, exact_amount, amount }) => {
      const name = partName(rule_id ?? "none", start, group?.region);
      return [name, { quantity, exact_amount, amount }] as const;
    });
  const wanted = [...expected.parts].filter(([name]) => name.includes(start));
  const total = expected.totals.get(start);
  return [
    ...differences("the line of", new Map(lines), { parts: new Map(wanted) }),
    ...(invoice.total === total ? [] : [`the draft of ${start} asks for ${invoice.total}, not ${total}`]),
  ];
}

/** Where what was found of a part is not what was expected; only what was found is compared of each. */
function differences(
  what: string,
  found: ReadonlyMap<string, Partial<ExpectedPart>>,
  { parts }: Pick<ExpectedBooks, "parts">,
): string[] {
  const names = new Set([...found.keys(), ...parts.keys()]);
  return [...names].flatMap((name) => {
    const [one, other] = [found.get(name), parts.get(name)];
    const isSame =
      one !== undefined &&
      other !== undefined &&
      (Object.keys(one) as (keyof ExpectedPart)[]).every((key) => one[key] === other[key]);
    return isSame ? [] : [`${what} ${name}: ${JSON.stringify(one)}, expected ${JSON.stringify(other)}`];
  });
}

function nameOfCharge({ rule_id, period, group }: Charge): string {
  return partName(rule_id, period.start, group?.region);
}

function plus(a: string, b: string): string {
  return toText(add(fraction(a), fraction(b)));
}
