// Rules of each kind, before they are parsed. Bounds go by what a running total is expected to come to, so that most tiers are
// reached; an event passes two of them at most, whatever the size.
import { scaledText } from "../scaledText.ts";
import { calls, messages, payments, type Quantity, storage } from "./quantities.ts";

export type RuleJson = Readonly<Record<string, unknown>>;

export interface PriceList {
  readonly name: string;
  readonly quantity: Quantity;
  /** `events`: how many one running total is expected to get. */
  rule(events: number): RuleJson;
}

/** A share of each payment. */
export const percentage: PriceList = {
  name: "percentage",
  quantity: payments,
  rule: () => ({ ...usage(payments), model: "percentage", rate: "0.0125" }),
};

/** Each unit at one price. */
export function perUnit(quantity: Quantity): RuleJson {
  return { ...usage(quantity), model: "per_unit", unit_amount: "0.0042" };
}

/** A running total over tiers of equal width. */
export function graduated(tiers: number): PriceList {
  return {
    name: `graduated, ${tiers.toLocaleString("en-US")} tiers`,
    quantity: storage,
    rule: (events) => ladder("graduated", storage, tiers, events),
  };
}

/** The tier that the total reaches prices all of it. */
export const volume: PriceList = {
  name: "volume, 5 tiers",
  quantity: calls,
  rule: (events) => ladder("volume", calls, 5, events),
};

/** Packages begun, of the total. */
export const packages: PriceList = {
  name: "package",
  quantity: messages,
  rule: () => ({ ...usage(messages), model: "package", package_size: "1000", package_amount: "1.5" }),
};

export const priceLists: readonly PriceList[] = [
  percentage,
  graduated(5),
  graduated(50),
  graduated(1_000),
  volume,
  packages,
];

function usage({ metric }: Quantity): RuleJson {
  // The rule's id is the metric's name: charges and usage are told apart by the same text.
  return { id: metric, name: metric, type: "usage", metric };
}

function ladder(mode: "graduated" | "volume", quantity: Quantity, tiers: number, events: number): RuleJson {
  const places = 3;
  const width = (0.95 * Math.max(events, fewestEvents, tiers / 2) * quantity.mean * 10 ** places) / tiers;
  return {
    ...usage(quantity),
    model: "tiered",
    tiers_mode: mode,
    tiers: Array.from({ length: tiers }, (_, at) => ({
      up_to: at === tiers - 1 ? null : scaledText(Math.ceil((at + 1) * width), places),
      // Every price another one.
      unit_amount: scaledText(1_000_000 - 7 * at, 7),
    })),
  };
}

/** Where totals get fewer events than this, or than half as many as there are tiers, bounds are those of totals that get so many. */
const fewestEvents = 10;
