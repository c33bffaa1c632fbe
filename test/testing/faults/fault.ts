// A faulty store is an honest one, of any kind, that goes wrong now and then. The chance follows from a seed, so that what went
// wrong can be had again.
import type { BillingStore } from "../../../src/store/billingStore.ts";
import { createPicker, type Picker } from "../../../src/testing/histories/picker.ts";

/** One way in which a store goes wrong now and then. */
export interface Fault {
  /** What the store does, in the present tense. */
  readonly name: string;
  /** The methods that differ; each asks whether it goes wrong this time. */
  readonly tell: (honest: BillingStore, chance: FaultChance) => Partial<BillingStore>;
}

export interface FaultChance {
  /** Whether it goes wrong this time. */
  happens(): boolean;
  readonly picker: Picker;
}

export interface FaultOptions {
  readonly seed: number;
  /** How often it goes wrong, of the times that it could; 1: always. */
  readonly probability: number;
}

export function fault(name: string, tell: Fault["tell"]): Fault {
  return { name, tell };
}

/** A store that has the fault. */
export function createFaultyStore(
  { tell }: Fault,
  honest: BillingStore,
  { seed, probability }: FaultOptions,
): BillingStore {
  const picker = createPicker(seed);
  const faulty = { ...honest, ...tell(honest, { picker, happens: () => picker.chance(probability) }) };
  // Whoever commits may change what was given: a fault is one thing wrong, and not that too.
  return { ...faulty, commit: (changes) => faulty.commit(structuredClone(changes)) };
}
