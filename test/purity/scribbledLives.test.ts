// L44 for the billing API: what an engine and its store keep is theirs. In words: documents that are scribbled on after they were sent, and
// answers that are scribbled on by whoever got them, change nothing of what is answered later.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createEngine, createMemoryStore } from "../../src/index.ts";
import { isLife } from "../golden/goldenWorld.ts";
import { lifeAnswers } from "../golden/lifeAnswers.ts";
import { readGolden } from "../golden/readGolden.ts";
import { repository } from "../sourceFiles.ts";
import { scribble } from "./scribble.ts";

const lives = readGolden(join(repository, "test"))
  .filter(isLife)
  .filter((_, place) => place % 4 === 0);

describe("L44: what an engine keeps", () => {
  it("is its own, through whole lives of contracts", async () => {
    expect(lives.length).toBeGreaterThan(10);
    for (const life of lives) {
      const quiet = await lifeAnswers(structuredClone(life), (answer) => structuredClone(answer));
      let changed = 0;
      const scribbled = await lifeAnswers(structuredClone(life), (answer, given) => {
        const kept = structuredClone(answer);
        changed += scribble(answer) + scribble(given);
        return kept;
      });
      expect(changed).toBeGreaterThan(0);
      expect(scribbled, life.name).toEqual(quiet);
    }
  });

  it("is its own, also where lists and single documents are read", async () => {
    for (const { name, calls } of lives.slice(0, 5)) {
      const clock = { now: 0 };
      const engine = createEngine({ store: createMemoryStore(), now: () => clock.now });
      for (const { now, call, args } of structuredClone(calls)) {
        clock.now = now;
        const operation = engine[call] as (...given: readonly unknown[]) => Promise<unknown>;
        await operation(...args).catch(() => undefined);
      }
      const read = async () => {
        const invoices = await engine.listInvoices({ limit: 100 });
        const full = await Promise.all(invoices.data.map(({ number }) => engine.getInvoice(number)));
        const kept = [engine.listContracts(), engine.getContract("acme"), engine.getPricing("acme")];
        const used = [engine.listUsage({ limit: 100 }), engine.listCredits("acme")];
        return [invoices, full, await Promise.all([...kept, ...used])];
      };
      const before = structuredClone(await read());
      scribble(await read());
      expect(await read(), name).toEqual(before);
    }
  });
});
