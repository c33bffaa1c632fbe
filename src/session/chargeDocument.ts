// A charge of a track as the document that it stands for.
import { formatInstant } from "../calendar/instant.ts";
import { formatLimbs } from "../lane/limbs.ts";
import { formatMillionths } from "../lane/millionths.ts";
import type { Cell, Charge, Group } from "../model/charge.ts";
import type { Period } from "../model/period.ts";

/** What all charges of one rule, program version, billing period and part have in common. */
export interface ChargedLadder {
  readonly contract: string;
  readonly rule_id: string;
  readonly version: number;
  /** The billing period, dates, end inclusive. */
  readonly period: Pick<Period, "start" | "end">;
  readonly group?: Group;
  readonly cell?: Cell;
  /** Decimal places of the amounts' high limb. */
  readonly scale: number;
}

/** What one charge does not share with the others of its track. */
export interface ChargeParts {
  readonly event_id: string;
  /** Milliseconds since 1970, or its canonical text. */
  readonly timestamp: number | string;
  /** In millionths. */
  readonly quantity: number;
  readonly high: number;
  readonly low: number;
}

export function chargeDocument(
  ladder: ChargedLadder,
  { event_id, timestamp, quantity, high, low }: ChargeParts,
): Charge {
  const { contract, rule_id, version, period, group, cell, scale } = ladder;
  const charge: { -readonly [field in keyof Charge]: Charge[field] } = {
    object: "charge",
    contract,
    event_id,
    rule_id,
    version,
    timestamp: typeof timestamp === "string" ? timestamp : formatInstant(timestamp),
    period: { start: period.start, end: period.end },
    quantity: formatMillionths(quantity),
    amount: formatLimbs(high, low, scale),
  };
  // Most charges have none of these, and should not pay for them.
  if (group !== undefined) charge.group = { ...group };
  if (cell !== undefined) charge.cell = cell;
  return charge;
}
