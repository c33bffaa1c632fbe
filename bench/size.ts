// How large a run is: everything follows from the number of events.

export interface Size {
  readonly events: number;
  readonly rounds: number;
  /** Ten times as many ids, and growth goes on to ten times as many events. */
  readonly isFull: boolean;
  /** So small that nothing but the outcomes means anything: in one process, without engines. */
  readonly isSmoke: boolean;
  /** Runs ClickHouse as well, which has to be installed by hand. */
  readonly withChdb: boolean;
}

export const standard = { events: 1_000_000, rounds: 5 } as const;
export const smoke: Size = { events: 1_000, rounds: 2, isFull: false, isSmoke: true, withChdb: false };

/** Contracts few enough that a month brings each some events, and so many that most are out of the processor's reach. */
export function contractCounts({ events }: Size): { readonly few: number; readonly many: number } {
  return { few: Math.min(1_000, Math.ceil(events / 250)), many: Math.min(100_000, Math.ceil(events / 10)) };
}
