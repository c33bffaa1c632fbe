// What clients asked about one event, and what they were told.

/**
 * An operation on one event id of one contract, with the moments between which it took place. `told` is the answer; without one it
 * may have taken place or not, at any time from its beginning on.
 */
export interface Operation {
  readonly kind: "submit" | "void" | "amend" | "look";
  /** Name of the content that was sent, for those that send one. */
  readonly content: string;
  readonly begin: number;
  /** Later than the beginning; `Infinity` where nobody was told. */
  readonly end: number;
  readonly told: Told;
}

export type Told =
  /** It is new, and stored from now on. */
  | { readonly as: "accepted" }
  /** The event says so, or once did. */
  | { readonly as: "duplicate" }
  /** The event is there, and never said so. */
  | { readonly as: "conflict" }
  /** The event is not there: it could be refused for what it is, or there was nothing to find. */
  | { readonly as: "absent" }
  /** The event is there, and says this. */
  | { readonly as: "found"; readonly content: string; readonly voided: boolean }
  /** The event is there and not taken back, but may not change. */
  | { readonly as: "closed" }
  /** The event is there, and taken back. */
  | { readonly as: "gone" }
  | { readonly as: "unknown" };

/** All operations of a history, by contract and event id. */
export type Operations = ReadonlyMap<string, readonly Operation[]>;
