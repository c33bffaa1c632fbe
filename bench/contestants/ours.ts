// The library: charges as columns of numbers, or as documents, and drafts.
import {
  type Charge,
  type ChargeColumns,
  createRater,
  type Period,
  type Rater,
  type UsageEvent,
} from "../../src/index.ts";
import { scaledText } from "../scaledText.ts";
import type { CreateWholePath, PathCharge, PathLine, Tally } from "./wholePath.ts";

export const createOursColumns: CreateWholePath = ({ terms, periods }) => {
  const rater = createRater(terms);
  const tally: Tally = { accepted: 0, duplicates: 0, rejected: 0 };
  return {
    tally,
    rate(events) {
      const { statuses, charges } = rater.rateColumns(events);
      for (const status of statuses) {
        if (status === 0) tally.accepted += 1;
        else if (status === 1) tally.duplicates += 1;
        else tally.rejected += 1;
      }
      return () => readColumns(charges, events);
    },
    lines: (contracts) => linesOf(rater, periods, contracts),
  };
};

export const createOursDocuments: CreateWholePath = ({ terms, periods }) => {
  const rater = createRater(terms);
  const tally: Tally = { accepted: 0, duplicates: 0, rejected: 0 };
  return {
    tally,
    rate(events) {
      const { outcomes, charges } = rater.rateBatch(events);
      for (const { status, duplicate } of outcomes) {
        if (status === "rejected") tally.rejected += 1;
        else if (duplicate === true) tally.duplicates += 1;
        else tally.accepted += 1;
      }
      return () => charges.map(readCharge);
    },
    lines: (contracts) => linesOf(rater, periods, contracts),
  };
};

function linesOf(rater: Rater, periods: readonly Period[], contracts: readonly string[]): PathLine[] {
  const lines: PathLine[] = [];
  for (const contract of contracts) {
    for (const period of periods) {
      for (const { rule_id, exact_amount, amount } of rater.draft(period, contract).line_items)
        lines.push({ contract, rule_id: rule_id ?? "", period: period.start, exact: exact_amount, amount });
    }
  }
  return lines;
}

function readCharge({ event_id, contract, rule_id, period, quantity, amount }: Charge): PathCharge {
  return { event_id, contract, rule_id, period: period.start, quantity, amount };
}

/** Charges as text, from the columns alone where they have numbers. */
function* readColumns(columns: ChargeColumns, events: readonly UsageEvent[]): Generator<PathCharge> {
  for (let at = 0; at < columns.length; at += 1) {
    const quantity = columns.quantity[at] as number;
    const ladder = columns.ladders[columns.ladder[at] as number];
    const event = events[columns.event[at] as number];
    if (Number.isNaN(quantity) || ladder === undefined || event === undefined) {
      yield readCharge(columns.charge(at));
      continue;
    }
    yield {
      event_id: event.event_id,
      contract: ladder.contract,
      rule_id: ladder.rule_id,
      period: ladder.period.start,
      quantity: scaledText(quantity, 6),
      amount: amountText(columns.amount[at] as number, columns.rest[at] as number, ladder.scale),
    };
  }
}

/** (`amount` × 10^6 + `rest`) × 10^-(scale + 6). */
export function amountText(amount: number, rest: number, scale: number): string {
  return scaledText(BigInt(amount) * 1_000_000n + BigInt(rest), scale + 6);
}
