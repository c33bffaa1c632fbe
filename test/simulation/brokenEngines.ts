// Engines that are wrong: the engine itself behind a wrapper that does what a hasty author might have.

import type { SubmitResult } from "../../src/engine/documents.ts";
import { type BillingStore, createEngine, type Engine } from "../../src/index.ts";
import type { Broken } from "./brokenStores.ts";
import { simNow } from "./simWorlds.ts";

function overStore(store: BillingStore): Engine {
  return createEngine({ store, now: () => simNow });
}

function broken(name: string, openEngine: (store: BillingStore) => Engine): Broken {
  return { name, subject: { openEngine } };
}

function codeOf(error: unknown): string | undefined {
  return (error as { readonly code?: string }).code;
}

interface Batch {
  readonly events: readonly { readonly event_id: string }[];
}

export const brokenEngines: readonly Broken[] = [
  broken("takes an unknown outcome for a refusal", (store) => {
    const engine = overStore(store);
    return {
      ...engine,
      async submitUsage(batch) {
        try {
          return await engine.submitUsage(batch);
        } catch (error) {
          if (codeOf(error) !== "unknown_outcome") throw error;
          const { events } = batch as Batch;
          return {
            accepted: 0,
            rejected: events.length,
            events: events.map(({ event_id }) => ({
              event_id,
              status: "rejected",
              code: "metric_not_priced",
            })),
          };
        }
      },
    };
  }),
  broken("does not compare revisions", (store) =>
    overStore({
      ...store,
      async commit(changes) {
        const latest = await Promise.all(
          changes.map(async (change) => ({
            ...change,
            revision: (await store.read(change.contract))?.account.revision ?? change.revision,
          })),
        );
        return store.commit(latest);
      },
    }),
  ),
  broken("commits again after an unknown outcome", (store) =>
    overStore({
      ...store,
      async commit(changes) {
        try {
          return await store.commit(changes);
        } catch (error) {
          if (codeOf(error) !== "unknown_outcome") throw error;
          return store.commit(changes);
        }
      },
    }),
  ),
  broken("asks again by itself when the store fails", (store) => {
    const engine = overStore(store);
    return {
      ...engine,
      async submitUsage(batch) {
        try {
          return await engine.submitUsage(batch);
        } catch {
          return engine.submitUsage(batch);
        }
      },
    };
  }),
  broken("claims an id before it is written", (store) => {
    const engine = overStore(store);
    const claimed = new Set<string>();
    return {
      ...engine,
      async submitUsage(batch) {
        const { events } = batch as Batch;
        const names = events.map((event) => JSON.stringify(event));
        if (names.every((name) => claimed.has(name))) return duplicates(events);
        for (const name of names) claimed.add(name);
        return engine.submitUsage(batch);
      },
    };
  }),
  broken("calls a duplicate new", (store) => {
    const engine = overStore(store);
    return {
      ...engine,
      async submitUsage(batch) {
        const result = await engine.submitUsage(batch);
        const events = result.events.map(({ duplicate: _duplicate, ...event }) => event);
        return { ...result, events };
      },
    };
  }),
  broken("makes an invoice final without the usage that came in between", (store) =>
    overStore({
      ...store,
      async commit(changes) {
        const result = await store.commit(changes);
        const [change] = changes;
        if (result.ok || change?.add_invoice === undefined) return result;
        const snapshot = await store.read(change.contract);
        const isThere = snapshot?.account.invoices.some(
          ({ number }) => number === change.add_invoice?.number,
        );
        if (snapshot === null || isThere) return result;
        return store.commit([{ ...change, revision: snapshot.account.revision }]);
      },
    }),
  ),
  broken("answers a finalized invoice before it is stored", (store) => {
    const engine = overStore(store);
    return {
      ...engine,
      async finalizeInvoice(number, options) {
        const draft = await engine.getInvoice(number, options);
        void engine.finalizeInvoice(number, options).catch(() => {});
        return { ...draft, status: "sent" };
      },
    };
  }),
];

function duplicates(events: Batch["events"]): SubmitResult {
  const outcomes = events.map(({ event_id }) => ({
    event_id,
    status: "accepted" as const,
    duplicate: true as const,
  }));
  return { accepted: events.length, rejected: 0, events: outcomes };
}
