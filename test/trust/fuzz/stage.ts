// An engine over a store in memory with everything in it that operations can meet: usage, a final invoice, a payment, a credit grant.
import {
  BillingError,
  type BillingStore,
  createEngine,
  createMemoryStore,
  type Engine,
} from "../../../src/index.ts";
import { storeState } from "../../../src/testing/storeState.ts";
import type { Scene } from "./scenes.ts";

/** Where engine operations are tried, one after the other. */
export interface Stage {
  readonly engine: Engine;
  readonly store: BillingStore;
  /** All that the store holds, as text. */
  content(): Promise<string>;
}

const later = 40 * 86_400_000;

export async function setStage(scene: Scene): Promise<Stage> {
  const { contract, programs, events, grant, payment, invoice, period } = scene;
  const store = createMemoryStore();
  const engine = createEngine({ store, now: () => Date.parse(period.end_at) + later });
  await unlessRefused(engine.putContract(contract));
  for (const program of programs) await unlessRefused(engine.publishPricing(program));
  if (events.length > 0) await unlessRefused(engine.submitUsage({ events }));
  await unlessRefused(engine.grantCredit(grant));
  await unlessRefused(engine.finalizeInvoice(invoice.number));
  await unlessRefused(engine.recordPayment(invoice.number, payment as never));
  const content = async (): Promise<string> =>
    JSON.stringify(await storeState(store, await contractsOf(store)));
  return { engine, store, content };
}

async function contractsOf(store: BillingStore): Promise<string[]> {
  return (await store.listAccounts()).map(({ contract }) => contract.id);
}

/** Some worlds are of contracts that take no usage, or bill nothing. */
async function unlessRefused(step: Promise<unknown>): Promise<void> {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
  }
}
