// Many clients at once, over real sockets: batches that overlap, some that contradict each other. Whatever order they come in, every event
// counts once, and the drafts are what a preview of the events that were accepted says.
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import { describe, expect, it } from "vitest";
import { createHandler, hashApiKey, toNodeListener } from "../../src/http/index.ts";
import { createEngine, createMemoryStore, previewInvoice } from "../../src/index.ts";
import { listen } from "./listening.ts";
import { key, now } from "./world.ts";

/** As many in the suite as fit into its time; more with CONCURRENT_REQUESTS. */
const count = Number(process.env.CONCURRENT_REQUESTS ?? 10_000);
const inFlight = 64;
const contracts = ["c-0", "c-1", "c-2", "c-3"];
const rules = [
  {
    name: "Calls",
    type: "usage",
    model: "tiered",
    tiers_mode: "graduated",
    metric: "calls",
    tiers: [
      { up_to: "1000", unit_amount: "0.1" },
      { up_to: null, unit_amount: "0.03" },
    ],
  },
  { name: "Peak", type: "usage", model: "per_unit", aggregation: "max", metric: "peak", unit_amount: "2" },
];

interface Sent {
  readonly external_contract_id: string;
  readonly event_id: string;
  readonly metric: string;
  readonly quantity: number;
  readonly timestamp: string;
}
interface Outcome {
  readonly event_id: string;
  readonly status: "accepted" | "rejected";
  readonly duplicate?: true;
  readonly code?: string;
}

/** A generator of numbers below a bound, the same each time. */
function lottery(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One of so many events; a seventh of the times with another quantity than the others have. */
function eventOf(pick: (below: number) => number, pool: number): Sent {
  const at = pick(pool);
  const isPeak = at % 5 === 0;
  return {
    external_contract_id: contracts[at % contracts.length] ?? "",
    event_id: `e-${at}`,
    metric: isPeak ? "peak" : "calls",
    quantity: (at % 97) + (pick(7) === 0 ? 0.5 : 0),
    timestamp: new Date(Date.UTC(2026, at % 3, 1 + (at % 28))).toISOString(),
  };
}

describe("concurrent requests", () => {
  it(`count every event once: ${count} of them, ${inFlight} at a time`, async () => {
    const engine = createEngine({ store: createMemoryStore(), now });
    for (const id of contracts) await engine.putContract({ ...contractOf(id) });
    for (const id of contracts) await engine.publishPricing({ contract: id, version: 1, rules });
    const handler = createHandler(engine, { keys: [{ sha256: await hashApiKey(key) }], now });
    const server = await listen(createServer(toNodeListener(handler)));
    const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
    const pick = lottery(7);
    const batches = Array.from({ length: count }, () =>
      Array.from({ length: 1 + pick(5) }, () => eventOf(pick, count)),
    );
    const outcomes: Outcome[][] = [];
    const waiting = [...batches.entries()];
    const client = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [at, events] = next;
        outcomes[at] = await post(server.port, agent, events);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, client));
    agent.destroy();
    await server.close();
    const accepted = check(batches, outcomes);
    for (const id of contracts) await checkDrafts(engine, id, accepted);
  }, 120_000);
});

/** Exactly one content of each id was taken, the others were refused; the answer is the events that were taken. */
function check(batches: readonly Sent[][], outcomes: readonly Outcome[][]): Sent[] {
  const pairs = batches.flatMap((events, at) =>
    events.map((event, place): [Sent, Outcome | undefined] => [event, outcomes[at]?.[place]]),
  );
  const isFresh = (outcome?: Outcome): boolean =>
    outcome?.status === "accepted" && outcome.duplicate === undefined;
  const fresh = pairs.filter(([, outcome]) => isFresh(outcome)).map(([event]) => event);
  const taken = new Map(fresh.map((event) => [event.event_id, event]));
  expect(taken.size, "each id is taken once").toBe(fresh.length);
  const others = pairs.filter(([, outcome]) => !isFresh(outcome));
  const duplicates = others.filter(
    ([event, outcome]) =>
      outcome?.status === "accepted" && taken.get(event.event_id)?.quantity === event.quantity,
  );
  const conflicts = others.filter(
    ([event, outcome]) =>
      outcome?.code === "event_conflict" && taken.get(event.event_id)?.quantity !== event.quantity,
  );
  expect(pairs.filter(([event, outcome]) => event.event_id !== outcome?.event_id)).toEqual([]);
  expect(duplicates.length + conflicts.length, "the rest is told for what it is").toBe(others.length);
  // All three happened, and often, or nothing has been shown.
  expect(Math.min(fresh.length, duplicates.length, conflicts.length)).toBeGreaterThan(count / 20);
  return fresh;
}

async function checkDrafts(
  engine: ReturnType<typeof createEngine>,
  id: string,
  accepted: readonly Sent[],
): Promise<void> {
  const own = accepted.filter(({ external_contract_id }) => external_contract_id === id);
  for (const [at, number] of ["2026-01", "2026-02", "2026-03"].entries()) {
    const draft = await engine.getInvoice(`INV-2026-00${at + 1}`, { contract: id });
    const preview = previewInvoice({
      contract: contractOf(id),
      programs: [{ contract: id, version: 1, rules }],
      events: own,
      at: `${number}-15`,
    });
    expect(preview.ok && preview.value.invoice.line_items).toEqual(draft.line_items);
    expect(preview.ok && preview.value.invoice.total).toBe(draft.total);
    expect(Number(draft.total)).toBeGreaterThan(0);
  }
}

function contractOf(id: string): object {
  return {
    id,
    customer_name: id,
    status: "active",
    currency: "USD",
    billing_cadence: "monthly",
    metrics: ["calls", "peak"],
    start_date: "2026-01-01",
  };
}

function post(port: number, agent: Agent, events: readonly Sent[]): Promise<Outcome[]> {
  return new Promise((resolve, reject) => {
    const headers = { "x-api-key": key, "content-type": "application/json" };
    const outgoing = request(
      { port, agent, method: "POST", path: "/v1/billing/usage", headers },
      (answer) => {
        read(answer).then(({ events: outcomes }) => resolve(outcomes), reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(JSON.stringify({ events }));
  });
}

async function read(answer: IncomingMessage): Promise<{ readonly events: Outcome[] }> {
  let text = "";
  for await (const piece of answer) text += String(piece);
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${text}`);
  return JSON.parse(text) as { readonly events: Outcome[] };
}
