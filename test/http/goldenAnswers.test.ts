// The frozen corpus over HTTP: whatever a contract has come to in its life, what is read of it fits the schemas that the document names, and
// says what the engine says.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHandler, type Handler, hashApiKey } from "../../src/http/index.ts";
import { createEngine, createMemoryStore, type Engine, toWireJson } from "../../src/index.ts";
import { type GoldenWorld, isLife } from "../golden/goldenWorld.ts";
import { readGolden } from "../golden/readGolden.ts";
import { repository } from "../sourceFiles.ts";
import { type Answered, askOf, key } from "./world.ts";

interface Replayed {
  readonly engine: Engine;
  readonly handler: Handler;
  ask(path: string, body?: unknown): Promise<Answered>;
}

/** Brings an engine to where the world ends; usage goes through the handler, as far as it takes it. */
async function replay(world: GoldenWorld): Promise<Replayed> {
  const clock = { now: Date.UTC(2026, 2, 5) };
  const engine = createEngine({ store: createMemoryStore(), now: () => clock.now });
  const keys = [{ sha256: await hashApiKey(key) }];
  const handler = createHandler(engine, { keys, now: () => clock.now });
  const ask = (path: string, body?: unknown): Promise<Answered> =>
    askOf(handler, `http://localhost/v1/billing${path}`, { body });
  if (isLife(world)) {
    for (const { now, call, args } of world.calls) {
      clock.now = now;
      const [batch] = args;
      if (call === "submitUsage") await ask("/usage", batch);
      else {
        const operation = engine[call] as (...given: readonly unknown[]) => Promise<unknown>;
        // What it refuses is a part of the life.
        await operation(...args).catch(() => undefined);
      }
    }
    return { engine, handler, ask };
  }
  await engine.putContract(world.contract);
  for (const program of world.programs) await engine.publishPricing(program);
  for (let at = 0; at < world.events.length; at += 100)
    await ask("/usage", { events: world.events.slice(at, at + 100) });
  return { engine, handler, ask };
}

type Listed = readonly { readonly id: string; readonly number: string; readonly contract: string }[];

async function all(ask: Replayed["ask"], path: string): Promise<Listed> {
  const found: Listed[number][] = [];
  for (let cursor = ""; ; ) {
    const { status, body } = await ask(`${path}?limit=100${cursor}`);
    expect(status).toBe(200);
    const data = body.data as Listed;
    found.push(...data);
    const last = data.at(-1);
    if (body.has_more !== true || last === undefined) return found;
    cursor = `&starting_after=${encodeURIComponent(`${last.contract}/${last.number ?? last.id}`)}`;
  }
}

/** Everything there is to read; each answer is held against the document on the way. */
async function readAll({ engine, ask }: Replayed): Promise<number> {
  const contracts = (await ask("/contracts")).body.data as Listed;
  let read = 0;
  for (const { id } of contracts) {
    const path = `/contracts/${encodeURIComponent(id)}`;
    expect((await ask(path)).status).toBe(200);
    expect([200, 404]).toContain((await ask(`${path}/pricing`)).status);
  }
  for (const { number, contract } of await all(ask, "/invoices")) {
    const query = `?contract=${encodeURIComponent(contract)}`;
    const { body } = await ask(`/invoices/${encodeURIComponent(number)}${query}`);
    expect(body).toEqual(JSON.parse(toWireJson(await engine.getInvoice(number, { contract }))));
    read += 1;
  }
  for (const { id, contract } of await all(ask, "/usage")) {
    const query = `?contract=${encodeURIComponent(contract)}`;
    expect((await ask(`/usage/${encodeURIComponent(id)}${query}`)).status).toBe(200);
    read += 1;
  }
  return read;
}

describe("what is read of the frozen corpus over HTTP", () => {
  const worlds = readGolden(join(repository, "test"));
  // All of them take more than a minute; GOLDEN_STEP=1 asks for that.
  const step = Number(process.env.GOLDEN_STEP ?? 8);
  const chosen = worlds.filter((_, at) => at % step === 0);

  it("is what the engine says, and fits its schemas", async () => {
    let read = 0;
    for (const world of chosen) read += await readAll(await replay(world));
    expect(read).toBeGreaterThan(300);
  }, 300_000);
});
