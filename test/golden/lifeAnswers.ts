// Everything that an engine answers in the life of a contract, and what there is at its end. Imports the public door and nothing else.
import {
  createEngine,
  createMemoryStore,
  type Engine,
  type Invoice,
  type InvoiceSummary,
  toWireJson,
} from "../../src/index.ts";
import type { EngineCall, LifeWorld } from "./goldenWorld.ts";
import type { Answers } from "./ratingAnswers.ts";

/** What is kept of an answer, and may be done with it and with what was given. */
export type Keep = (answer: unknown, given: readonly unknown[]) => unknown;

export async function lifeAnswers({ calls }: LifeWorld, keep: Keep = (answer) => answer): Promise<Answers> {
  const clock = { now: 0 };
  const engine = createEngine({ store: createMemoryStore(), now: () => clock.now });
  const answers: unknown[] = [];
  for (const call of calls) {
    clock.now = call.now;
    answers.push(keep(await answerTo(engine, call), call.args));
  }
  const { data: contracts } = await engine.listContracts();
  const invoices = await all((starting_after) => engine.listInvoices({ limit: 100, starting_after }));
  const usage = await all((starting_after) => engine.listUsage({ limit: 100, starting_after }));
  const full = await invoicesOf(engine, invoices);
  const credits = await Promise.all(contracts.map(({ id }) => engine.listCredits(id)));
  return { answers, invoices: full, wire: full.map(toWireJson), usage, credits };
}

/** What it says, or the code with which it refuses. */
async function answerTo(engine: Engine, { call, args }: EngineCall): Promise<unknown> {
  // Which arguments an operation takes is a matter of whoever made the call.
  const operation = engine[call] as (...given: readonly unknown[]) => Promise<unknown>;
  try {
    return await operation(...args);
  } catch (refusal) {
    return { refused: (refusal as { readonly code?: unknown }).code ?? String(refusal) };
  }
}

async function invoicesOf(engine: Engine, summaries: readonly InvoiceSummary[]): Promise<Invoice[]> {
  const full: Invoice[] = [];
  for (const { number } of summaries) full.push(await engine.getInvoice(number));
  return full;
}

interface Listed<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
}

/** All pages of a list. */
async function all<T extends { readonly id?: string; readonly number?: string }>(
  page: (startingAfter: string | undefined) => Promise<Listed<T>>,
): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const { data, has_more } = await page(after);
    found.push(...data);
    after = data.at(-1)?.id ?? data.at(-1)?.number;
    more = has_more;
  }
  return found;
}
