// What the frozen corpus is made of: inputs alone, as plain JSON, so that what once drew them may change.

/** A contract, its price lists and its usage, unchecked; and the days whose periods are drafted. */
export interface RatingWorld {
  readonly name: string;
  readonly contract: unknown;
  readonly programs: readonly unknown[];
  readonly events: readonly unknown[];
  readonly from: string;
  readonly to: string;
}

/** What somebody asked of an engine, and when. */
export interface EngineCall {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly call: EngineOperation;
  readonly args: readonly unknown[];
}

/** The life of one contract in an engine, from its first document on. */
export interface LifeWorld {
  readonly name: string;
  readonly calls: readonly EngineCall[];
}

export type GoldenWorld = RatingWorld | LifeWorld;

/** What changes something in an engine, or asks what would be if something changed. */
export const engineOperations = [
  "putContract",
  "publishPricing",
  "grantCredit",
  "submitUsage",
  "voidUsage",
  "amendUsage",
  "finalizeInvoice",
  "updateInvoice",
  "recordPayment",
  "runBilling",
  "previewInvoice",
] as const;

export type EngineOperation = (typeof engineOperations)[number];

export function isLife(world: GoldenWorld): world is LifeWorld {
  return "calls" in world;
}
