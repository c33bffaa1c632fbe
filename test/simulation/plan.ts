// What happens in one history, as far as it is not a matter of order: who asks for what, and which calls of the store go wrong.
import fc from "fast-check";
import { simWorlds } from "./simWorlds.ts";

/** What may go wrong with one call of the store. */
export const faultKinds = [
  "fail before",
  "fail after",
  "late",
  "never",
  "again",
  "crash before",
  "crash after",
] as const;

/**
 * `fail before`: nothing is written, and the engine is told so. `fail after`: it is written, and the engine is told that nobody knows.
 * `late`: it takes much longer than other calls. `never`: no answer ever comes, and whoever looks after the process starts it
 * anew; the call may land before that, after it, or never. `again`: the driver does the call twice, and answers with the second.
 * `crash before` and `crash after`: the process ends while the call is under way, or when it has landed.
 */
export type FaultKind = (typeof faultKinds)[number];

export interface PlannedFault {
  /** Which call of the history it is that goes wrong, counted from 0. */
  readonly at: number;
  readonly kind: FaultKind;
  /** Whether what is under way when its process ends lands all the same. */
  readonly lands: boolean;
}

export const askKinds = ["submit", "void", "amend", "publish", "finalize", "look", "draft", "list"] as const;
export type AskKind = (typeof askKinds)[number];

/** Which contract, event id and content. */
export interface Pick {
  readonly contract: number;
  readonly key: number;
  readonly content: number;
}

export interface Ask {
  readonly kind: AskKind;
  readonly picks: readonly [Pick, ...Pick[]];
  /** Which invoice, or which wording and date. */
  readonly choice: number;
  /** After how many turns the client does not wait any longer; undefined: it waits as long as it takes. */
  readonly patience: number | undefined;
}

export interface Plan {
  readonly world: number;
  readonly engines: number;
  /** What has been sent before the clients begin, without faults. */
  readonly before: readonly Pick[];
  /** What each client asks for, one after the other. */
  readonly clients: readonly (readonly Ask[])[];
  readonly faults: readonly PlannedFault[];
}

/** Which ids: one of them is in the middle of things. */
const keys = [0, 0, 0, 1, 1, 2];
const contents = 5;

// Most is asked about one contract, so that much of it meets.
const pick: fc.Arbitrary<Pick> = fc.nat({ max: 3 * keys.length * contents - 1 }).map((place) => ({
  contract: place % 3 === 2 ? 1 : 0,
  key: keys[Math.floor(place / 3) % keys.length] ?? 0,
  content: Math.floor(place / 3 / keys.length),
}));

// Most of what is asked for is usage: shrinking goes to the front.
const kinds: readonly AskKind[] = [
  ...["submit", "submit", "submit", "submit", "submit", "submit"],
  ...[
    "finalize",
    "finalize",
    "finalize",
    "void",
    "void",
    "amend",
    "amend",
    "look",
    "list",
    "publish",
    "draft",
  ],
] as AskKind[];

const ask: fc.Arbitrary<Ask> = fc
  .tuple(
    fc.nat({ max: kinds.length - 1 }),
    fc.array(pick, { minLength: 1, maxLength: 3 }),
    fc.nat({ max: 5 }),
    fc.nat({ max: 60 }),
  )
  .map(([kind, picks, choice, patience]) => ({
    kind: kinds[kind] ?? "submit",
    picks: picks as [Pick, ...Pick[]],
    choice,
    patience: patience > 0 && patience <= 4 ? 2 * patience : undefined,
  }));

const fault: fc.Arbitrary<PlannedFault> = fc
  .tuple(fc.nat({ max: 30 }), fc.nat({ max: faultKinds.length - 1 }), fc.boolean())
  .map(([at, kind, lands]) => ({ at, kind: faultKinds[kind] ?? "late", lands }));

/** Small plans: one history is over in a few dozen calls of the store. */
export const plans: fc.Arbitrary<Plan> = fc
  .tuple(
    fc.nat({ max: simWorlds.length - 1 }),
    fc.constantFrom(2, 3, 1),
    fc.array(pick, { maxLength: 2 }),
    fc.array(fc.array(ask, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 4 }),
    fc.array(fault, { maxLength: 4 }),
  )
  .map(([world, engines, before, clients, faults]) => ({ world, engines, before, clients, faults }));
