// Contestants who have the same to do take turns, round after round, and what they came to is compared.
import { setImmediate } from "node:timers/promises";
import Big from "big.js";

/** What one turn took, and what it came to. */
export interface Turn {
  /** By name, such as nanoseconds an event. */
  readonly figures: Figures;
  /** By name, as text. */
  readonly outcome: Outcome;
}

export type Figures = Readonly<Record<string, number>>;
export type Outcome = Readonly<Record<string, string>>;

export interface Contestant {
  readonly name: string;
  /**
   * `exact` contestants have to agree on every part of an outcome that they both have; of those that are only `near`, the
   * difference is told; one that is `alone` has other things to do than the rest, and has to agree with itself.
   */
  readonly standing: "exact" | "near" | "alone";
  /** So fast that it takes a turn before each of the others: the median of these is its round. */
  readonly isQuick?: boolean;
  turn(): Turn | Promise<Turn>;
}

export interface Lane {
  readonly name: string;
  readonly standing: Contestant["standing"];
  /** By name of the figure: one for each round. */
  readonly figures: Readonly<Record<string, readonly number[]>>;
  readonly outcome: Outcome;
}

/** Plain data: it goes from process to process. */
export interface Contest {
  readonly name: string;
  readonly lanes: readonly Lane[];
  /** Empty when all agree, and every contestant with itself in every round. */
  readonly disagreements: readonly string[];
}

interface Draft {
  readonly contestant: Contestant;
  readonly rounds: Turn[][];
}

export async function compete(
  name: string,
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Contest> {
  const drafts = contestants.map((contestant): Draft => ({ contestant, rounds: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const draft of drafts) draft.rounds.push([]);
    for (const draft of orderOf(drafts)) draft.rounds[round]?.push(await takeTurn(draft.contestant));
  }
  return { name, lanes: drafts.map(laneOf), disagreements: disagreementsOf(drafts) };
}

/** A turn of each that is thrown away: the compiler is done before the clock counts. */
export async function warmUp(contestants: readonly Contestant[]): Promise<void> {
  for (const contestant of contestants) await takeTurn(contestant);
}

async function takeTurn(contestant: Contestant): Promise<Turn> {
  // Lets the process hear that nobody waits for it any more.
  await setImmediate();
  // One contestant's garbage is not for the next one's time. Without --expose-gc it is, and minima say more than medians.
  globalThis.gc?.();
  return contestant.turn();
}

function orderOf(drafts: readonly Draft[]): Draft[] {
  const quick = drafts.filter(({ contestant }) => contestant.isQuick === true);
  const others = drafts.filter(({ contestant }) => contestant.isQuick !== true);
  return others.length === 0 ? quick : others.flatMap((other) => [...quick, other]);
}

function laneOf({ contestant: { name, standing }, rounds }: Draft): Lane {
  const first = firstOf(rounds);
  const figures = Object.keys(first.figures).map((figure) => [
    figure,
    rounds.map((turns) => middleOf(turns.map((turn) => turn.figures[figure] ?? Number.NaN))),
  ]);
  return { name, standing, figures: Object.fromEntries(figures), outcome: first.outcome };
}

function firstOf(rounds: readonly Turn[][]): Turn {
  const turn = rounds[0]?.[0];
  if (turn === undefined) throw new RangeError("needs at least one round");
  return turn;
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

function disagreementsOf(drafts: readonly Draft[]): string[] {
  const found: string[] = [];
  for (const { contestant, rounds } of drafts) {
    const first = firstOf(rounds).outcome;
    for (const { outcome } of rounds.flat().slice(1))
      found.push(...differences(first, outcome).map((one) => `${contestant.name}, two turns: ${one}`));
  }
  const [reference, ...rest] = drafts.filter(({ contestant }) => contestant.standing === "exact");
  if (reference === undefined) return found;
  const expected = firstOf(reference.rounds).outcome;
  for (const { contestant, rounds } of rest) {
    const between = `${reference.contestant.name} and ${contestant.name}`;
    found.push(
      ...differences(expected, firstOf(rounds).outcome).map((difference) => `${between}: ${difference}`),
    );
  }
  return found;
}

/** Where two outcomes are not the same; having nothing in common is a difference, too. */
export function differences(a: Outcome, b: Outcome): string[] {
  const common = Object.keys(a).filter((part) => part in b);
  if (common.length === 0) return ["nothing that both came to can be compared"];
  return common.filter((part) => a[part] !== b[part]).map((part) => `${part}: ${a[part]} and ${b[part]}`);
}

/** How far the sums of a contestant that is not exact are off; parts that are no numbers are left out. */
export function driftOf(near: Outcome, exact: Outcome): string {
  const plain = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/;
  return Object.keys(near)
    .filter((part) => plain.test(near[part] ?? "") && plain.test(exact[part] ?? ""))
    .map((part) => `${part} off by ${new Big(near[part] ?? 0).minus(exact[part] ?? 0)}`)
    .join(", ");
}
