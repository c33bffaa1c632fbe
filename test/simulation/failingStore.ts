// The store as one process sees it: every call takes turns with all others, and some go wrong as it was planned.
import { StoreError } from "../../src/index.ts";
import type { BillingStore, CommitResult } from "../../src/store/billingStore.ts";
import type { Host, Life } from "./host.ts";
import type { PlannedFault } from "./plan.ts";
import { countFault, noteLanding, type Stage, turn } from "./stage.ts";

interface Call<T> {
  readonly name: string;
  /** What it does to the store, in one go. */
  readonly land: () => Promise<T>;
  /** Whether it writes: a failed one may have. */
  readonly writes: boolean;
}

/** A store over another one, for one life of a process. */
export function failingStore(stage: Stage, host: Host, life: Life, inner: BillingStore): BillingStore {
  const call = <T>(one: Call<T>): Promise<T> => takePlace(stage, host, life, one);
  const read = <T>(name: string, land: () => Promise<T>): Promise<T> => call({ name, land, writes: false });
  return {
    durability: inner.durability,
    read: (contract, query) => read("read", () => inner.read(contract, query)),
    listAccounts: () => read("listAccounts", () => inner.listAccounts()),
    findEvent: (id) => read("findEvent", () => inner.findEvent(id)),
    listUsage: (query) => read("listUsage", () => inner.listUsage(query)),
    async commit(changes) {
      const contracts = changes.map(({ contract }) => contract);
      const land = async (): Promise<CommitResult> => {
        try {
          return await inner.commit(changes);
        } finally {
          for (const contract of contracts) await noteLanding(stage, contract);
        }
      };
      return call({ name: "commit", land, writes: true });
    },
  };
}

async function takePlace<T>(stage: Stage, host: Host, life: Life, call: Call<T>): Promise<T> {
  if (!life.isAlive) return nobody();
  const fault = stage.isCalm ? undefined : stage.faults.get(stage.calls);
  stage.calls += 1;
  if (fault !== undefined) countFault(stage, fault.kind);
  await turn(stage, `${call.name} begins`);
  if (!life.isAlive || fault?.kind === "crash before") {
    host.crash(life);
    // What was sent may arrive although the sender is gone.
    if (fault?.lands ?? stage.calls % 2 === 0) await call.land();
    return nobody();
  }
  const result = await landing(stage, host, life, call, fault);
  await turn(stage, `${call.name} ends`);
  return life.isAlive ? result() : nobody();
}

/** Lets the call land, or not, and says what comes of it. */
async function landing<T>(
  stage: Stage,
  host: Host,
  life: Life,
  { name, land, writes }: Call<T>,
  fault: PlannedFault | undefined,
): Promise<() => T> {
  const kind = fault?.kind;
  if (kind === "fail before") return failure(stage, "retryable", name);
  if (kind === "late") for (let turns = 0; turns < 8; turns += 1) await turn(stage, `${name} takes long`);
  if (kind === "never") return neverAnswers(stage, host, life, land, fault?.lands === true);
  let answer: T;
  try {
    answer = await land();
  } catch (error) {
    // An engine has to hear of what speaks against its own commit in its turn, as of everything else.
    return isStoreError(error) ? tell(stage, error) : rethrow(error);
  }
  if (kind === "fail after") return failure(stage, writes ? "unknown_outcome" : "retryable", name);
  if (kind === "crash after") host.crash(life);
  if (kind !== "again") return () => answer;
  await turn(stage, `${name} is sent again`);
  const second = await land();
  if (writes) for (const waiting of life.waiting) waiting.isDoubtful = true;
  return () => second;
}

/** Whoever looks after the process ends it in the end; the call lands now, or after that, or not at all. */
async function neverAnswers<T>(
  stage: Stage,
  host: Host,
  life: Life,
  land: () => Promise<T>,
  lands: boolean,
): Promise<() => T> {
  const isLate = stage.calls % 2 === 0;
  if (lands && !isLate) await land();
  for (let turns = 0; turns < 3; turns += 1) await turn(stage, "nobody answers");
  host.crash(life);
  if (lands && isLate) {
    await turn(stage, "a late call");
    await land();
  }
  return nobody();
}

function failure(stage: Stage, code: "retryable" | "unknown_outcome", name: string): () => never {
  return tell(stage, new StoreError(code, `${name}: ${code}`));
}

/** A failure that the engine is told: exactly one caller has to hear of it. */
function tell(stage: Stage, error: StoreError): () => never {
  return () => {
    stage.told.set(error, 0);
    throw error;
  };
}

function rethrow(error: unknown): () => never {
  return () => {
    throw error;
  };
}

function isStoreError(error: unknown): error is StoreError {
  return (error as { readonly name?: string }).name === "StoreError";
}

/** For whoever is not there any more. */
function nobody<T>(): Promise<T> {
  return new Promise<T>(() => {});
}
