// A process with an engine in it: it can end at any moment, with all that it remembers, and be started anew over the same data.
import type { BillingStore, Engine } from "../../src/index.ts";
import { count, type Stage } from "./stage.ts";

/** One life of a process. */
export interface Life {
  isAlive: boolean;
  /** What to tell those who wait for an answer when the process ends. */
  readonly waiting: Set<Waiting>;
}

export interface Waiting {
  /** The driver did a commit twice meanwhile: more may have happened than was told. */
  isDoubtful: boolean;
  leave(): void;
}

export interface Host {
  life: Life;
  engine: Engine;
  /** Ends the process, if this is still its life, and starts it anew. */
  crash(life: Life): void;
}

export type OpenEngine = (store: BillingStore, life: Life) => Engine;

export function openHost(
  stage: Stage,
  storeFor: (host: Host, life: Life) => BillingStore,
  open: (store: BillingStore) => Engine,
): Host {
  const newLife = (): Life => ({ isAlive: true, waiting: new Set() });
  const life = newLife();
  const host: Host = {
    life,
    engine: undefined as unknown as Engine,
    crash(ending) {
      if (!ending.isAlive) return;
      count(stage, "crashes");
      ending.isAlive = false;
      host.life = newLife();
      host.engine = open(storeFor(host, host.life));
      for (const waiting of ending.waiting) waiting.leave();
    },
  };
  host.engine = open(storeFor(host, life));
  return host;
}
