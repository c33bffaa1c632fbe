// Events, charges and totals: no event without its charges, no charge without its event, and every sum what it is the sum of.
import type { Charge } from "../../src/model/charge.ts";
import type { Invoice, LineItem } from "../../src/model/invoice.ts";
import type { Snapshot } from "../../src/store/billingStore.ts";
import { ratingOf } from "../oracle/above/statement.ts";
import { sumBy } from "../oracle/above/sums.ts";
import { fraction, toText } from "../oracle/fraction.ts";
import { booksOf } from "./booksOf.ts";

/** What is wrong with what is stored of usage. */
export function faultsOfRecords(snapshot: Snapshot): string[] {
  return [...faultsOfSequence(snapshot), ...faultsOfCharges(snapshot), ...faultsOfTotals(snapshot)];
}

/** S11: 1, 2, 3 and so on. And an event has a charge if it says so. */
function faultsOfSequence({ events, charges }: Snapshot): string[] {
  const sequence = events.map((record) => record.sequence);
  const isGapless = sequence.every((one, place) => one === place + 1);
  const charged = new Set(charges.map(({ event_id }) => event_id));
  const wrong = events.filter(({ event, status }) => (status === "rated") !== charged.has(event.event_id));
  return [
    ...(isGapless ? [] : [`the sequence has gaps: ${sequence.join(" ")}`]),
    ...wrong.map(({ event, status }) => `${event.event_id} is ${status}, and its charges say otherwise`),
  ];
}

/** Every charge is one that rating all events in their order gives, and the other way round. */
function faultsOfCharges(snapshot: Snapshot): string[] {
  const { entries } = ratingOf(booksOf(snapshot).world);
  const expected = entries.map(({ event_id, rule, version, period_start, quantity, charge }) =>
    JSON.stringify([event_id, rule.id, version, period_start, toText(quantity), toText(charge)]),
  );
  const stored = snapshot.charges.map(({ event_id, rule_id, version, period, quantity, amount }) =>
    JSON.stringify([event_id, rule_id, version, period.start, quantity, amount]),
  );
  const [one, other] = [stored.sort().join(" "), expected.sort().join(" ")];
  return one === other ? [] : [`the charges are ${one}, and should be ${other}`];
}

function faultsOfTotals({ charges, totals }: Snapshot): string[] {
  const counted = sumBy(
    charges.map(({ rule_id, version, period, quantity }) => [
      `${period.start} ${version} ${rule_id}`,
      fraction(quantity),
    ]),
  );
  const kept = sumBy(
    totals.map(({ rule_id, version, period_start, quantity }) => [
      `${period_start} ${version} ${rule_id}`,
      fraction(quantity),
    ]),
  );
  const [one, other] = [kept, counted].map((sums) =>
    JSON.stringify([...sums].map(([name, quantity]) => [name, toText(quantity)]).sort()),
  );
  return one === other ? [] : [`the totals are ${one}, and the charges add up to ${other}`];
}

/** L64: a line comes to what the charges of its events add up to; where a cap holds, it may come to less. */
export function faultsOfLines(
  { account, charges }: Snapshot,
  { billing_period, line_items }: Invoice,
): string[] {
  const capped = new Set(
    account.programs.flatMap(({ rules }) =>
      rules.flatMap(({ id, monthly_cap }) => (monthly_cap === undefined ? [] : [id])),
    ),
  );
  const own = charges.filter(
    ({ period, rule_id }) => period.start === billing_period.start && !capped.has(rule_id),
  );
  const lines = line_items.filter(({ kind }) => kind === undefined);
  const shared = new Set(
    lines.flatMap((line) => (line.shared === undefined ? [] : [`${line.version} ${line.rule_id}`])),
  );
  const nameOf = ({
    version,
    rule_id,
    group,
  }: Pick<Charge | LineItem, "version" | "rule_id" | "group">): string => {
    const name = `${version} ${rule_id}`;
    return shared.has(name) ? name : `${name} ${JSON.stringify(group ?? null)}`;
  };
  const sums = sumBy(own.map((charge) => [nameOf(charge), fraction(charge.amount)]));
  return [...sums].flatMap(([name, sum]): string[] => {
    const line = lines.find((one) => nameOf(one) === name);
    const exact = line?.shared?.exact_amount ?? line?.exact_amount;
    return exact === toText(sum)
      ? []
      : [`the charges of ${name} add up to ${toText(sum)}, its line says ${exact}`];
  });
}
