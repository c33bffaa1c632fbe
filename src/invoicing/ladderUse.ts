// What one ladder comes to in one period before it is adjusted: the common form of usage and fees.
import type { Decimal } from "../decimal/decimal.ts";
import type { Group, Step } from "../model/charge.ts";
import type { Ladder } from "../pricing/ladders.ts";

export interface LadderUse {
  readonly ladder: Ladder;
  /** The group that it is about. */
  readonly group?: Group;
  /** Where one ladder prices all groups: each with its quantity. */
  readonly shares?: readonly Share[];
  /** There was no usage. */
  readonly idle: boolean;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal | null;
  /** They add up to the exact amount, which is the last part's. */
  readonly steps: readonly Step[];
  /** The amount as it grew from month to month; one part where no month matters. Never empty. */
  readonly parts: readonly { readonly month: string; readonly amount: Decimal }[];
}

/** One group's part of what is priced together. */
export interface Share {
  readonly group: Group;
  readonly quantity: Decimal;
}
