// The catalogue of inputs, good and bad: each gives its verdict and its code, alone and between good events, and what
// is refused leaves the store as it was.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  BillingError,
  type BillingStore,
  createEngine,
  createMemoryStore,
  type Engine,
  parseCurrency,
  parseDecimal,
  parseTimestamp,
  type Result,
  type SubmitResult,
} from "../src/index.ts";
import { expandInput } from "./expandInput.ts";

interface Vector {
  readonly id: string;
  readonly target: string;
  readonly input: unknown;
  readonly encoding?: "gen" | "raw_text" | "gen_raw";
  readonly expect: "accept" | "reject";
  readonly code: string;
  readonly context?: {
    readonly prior?: readonly unknown[];
    readonly finalized?: readonly string[];
    readonly contract_status?: string;
    readonly contracts?: readonly string[];
    readonly existing_versions?: readonly { readonly version: number; readonly rules: unknown[] }[];
    readonly now?: string;
  };
}

const vectors = readFileSync(new URL("./vectors/bad-inputs.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

const contract = {
  id: "acme-corp-2026",
  customer_name: "Acme Corp",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["revenue_amount_invoiced", "api_calls"],
  start_date: "2026-01-01",
  end_date: "2027-01-01",
};
const usageFee = {
  name: "Usage Fee",
  type: "usage",
  model: "percentage",
  rate: 0.05,
  metric: "revenue_amount_invoiced",
};
const good = {
  external_contract_id: "acme-corp-2026",
  metric: "revenue_amount_invoiced",
  quantity: "1",
  timestamp: "2026-06-15T00:00:00Z",
};

/** The state in which a vector is tried. */
async function arrange({ target, context = {} }: Vector): Promise<{ engine: Engine; store: BillingStore }> {
  const store = createMemoryStore();
  const engine = createEngine({ store, now: () => context.now ?? "2026-03-05T11:21:59.868Z" });
  for (const id of context.contracts ?? [contract.id]) {
    // What the catalogue says of final periods holds where no corrections are allowed.
    const policy = context.finalized === undefined ? {} : { corrections: "refuse" };
    await engine.putContract({ ...contract, id, ...policy });
    const versions =
      context.existing_versions ??
      (target === "pricing_program" && !context.finalized ? [] : [{ version: 1, rules: [usageFee] }]);
    for (const version of versions) await engine.publishPricing({ contract: id, ...version });
  }
  if (context.prior) await engine.submitUsage({ events: context.prior });
  for (const month of context.finalized ?? []) await engine.finalizeInvoice(`INV-2026-0${month.slice(5)}`);
  // Contracts of the modelled API do not say "ended": they are completed.
  if (context.contract_status) await engine.putContract({ ...contract, status: "completed" });
  return { engine, store };
}

async function contentOf(store: BillingStore): Promise<string> {
  const accounts = await store.listAccounts();
  const snapshots = accounts.map(({ contract: { id } }) =>
    store.read(id, { include: ["totals", "charges", "events"] }),
  );
  return JSON.stringify(await Promise.all(snapshots));
}

function verdict(result: Result<unknown>): string {
  return result.ok ? "ok" : (result.issues[0]?.code ?? "none");
}

async function settled(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "ok";
  } catch (error) {
    if (error instanceof BillingError) return error.code;
    throw error;
  }
}

function submitted({ events }: SubmitResult, at = 0): string {
  const outcome = events[at];
  return outcome?.status === "accepted"
    ? outcome.duplicate
      ? "duplicate"
      : "ok"
    : (outcome?.code ?? "none");
}

async function submitBatch(engine: Engine, input: unknown): Promise<string> {
  try {
    const result = await engine.submitUsage(input);
    if (result.rejected === 0) return "ok";
    return result.accepted > 0 ? "partial" : submitted(result);
  } catch (error) {
    if (error instanceof BillingError) return error.code;
    throw error;
  }
}

/** An event in text is read by the parser of the text; in a batch of values it stands as the value. */
async function submitEvent(engine: Engine, input: unknown, encoding: Vector["encoding"]): Promise<string> {
  if (encoding !== "raw_text") return submitted(await engine.submitUsage({ events: [input] }));
  return submitBatch(engine, `{"events":[${String(input)}]}`);
}

async function run(vector: Vector, engine: Engine): Promise<string> {
  const input = expandInput(vector.input);
  switch (vector.target) {
    case "decimal":
      return verdict(parseDecimal(input));
    case "timestamp":
      return verdict(parseTimestamp(input));
    case "currency":
      return verdict(parseCurrency(input));
    case "usage_event":
      return submitEvent(engine, input, vector.encoding);
    case "batch":
      return submitBatch(engine, input);
    case "contract":
      return settled(engine.putContract(input));
    case "pricing_program":
      return settled(engine.publishPricing(input));
    default:
      throw new Error(`no such target: ${vector.target}`);
  }
}

describe("the catalogue of inputs", () => {
  it.each(vectors)("$id ($target) gives $code", async (vector) => {
    const { engine, store } = await arrange(vector);
    const before = await contentOf(store);
    expect(await run(vector, engine)).toBe(vector.code);
    if (vector.expect === "reject") expect(await contentOf(store)).toBe(before);
  });

  const events = vectors.filter(
    ({ target, encoding }) => target === "usage_event" && encoding !== "raw_text",
  );
  it.each(events)("$id keeps nothing from the good events around it", async (vector) => {
    const { engine } = await arrange(vector);
    const input = expandInput(vector.input);
    const around = [{ ...good, event_id: "before" }, input, { ...good, event_id: "after" }];
    const result = await engine.submitUsage({ events: around });
    const inactive = vector.code === "contract_inactive";
    expect(submitted(result, 0)).toBe(inactive ? "contract_inactive" : "ok");
    expect(submitted(result, 1)).toBe(vector.code);
    expect(submitted(result, 2)).toBe(inactive ? "contract_inactive" : "ok");
  });
});
