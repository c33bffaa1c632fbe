// What is written down in one process is gone on from in another: a copy of the library that has seen nothing stands for that.
import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import * as library from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { carryingRule } from "../arbitraries/rules.ts";
import { world } from "../arbitraries.ts";
import { openAcme, use } from "../engine/acme.ts";
import { runs } from "../laws.ts";

let elsewhere: typeof library;

beforeAll(async () => {
  vi.resetModules();
  elsewhere = await import("../../src/index.ts");
}, 120_000);

const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

// L67: state, to the store, in a new process, to state again: equal drafts, equal verdicts.
describe("a process that goes on from what another has written down", () => {
  it("L67: is another one: it remembers nothing of what the first has compiled", () => {
    expect(elsewhere.createRater).not.toBe(library.createRater);
  });

  it("L67: gives the verdicts, charges, state and drafts that the first would have given", () => {
    const worlds = fc.oneof(world(), world({ rules: carryingRule }));
    fc.assert(
      fc.property(worlds, fc.nat({ max: 14 }), (w, cut) => {
        const [before, after] = [w.events.slice(0, cut), w.events.slice(cut)];
        const whole = library.createRater(library.expectOk(library.resolveTerms(w.contract, w.programs)));
        whole.rateBatch(before);
        const kept = copied({ w, state: whole.state(), charges: whole.charges() });
        const terms = elsewhere.expectOk(elsewhere.resolveTerms(kept.w.contract, kept.w.programs));
        const next = elsewhere.createRater(terms, kept.state, { charges: kept.charges });
        expect(next.rateBatch(copied(before)).outcomes.filter(({ status }) => status === "accepted")).toEqual(
          whole.rateBatch(before).outcomes.filter(({ status }) => status === "accepted"),
        );
        expect(next.rateBatch(copied(after))).toEqual(whole.rateBatch(after));
        expect(next.state()).toEqual(whole.state());
        for (const period of periodsFrom(w, 2)) expect(next.draft(period)).toEqual(whole.draft(period));
      }),
      runs(60),
    );
  });

  it("L67: answers from the same store as the first, and knows what it has taken", async () => {
    const one = await openAcme();
    await one.submit(use("e1", "5", "2026-03-02"), use("e2", "7", "2026-02-02"));
    await one.engine.finalizeInvoice("INV-2026-001");
    const next = elsewhere.createEngine({ store: one.store, now: () => one.clock.now });
    for (const place of ["001", "002", "003"])
      expect(await next.getInvoice(`INV-2026-${place}`)).toEqual(
        await one.engine.getInvoice(`INV-2026-${place}`),
      );
    const events = [use("e1", "5.0", "2026-03-02"), use("e2", "8", "2026-02-02")];
    const { events: outcomes } = await next.submitUsage({ events });
    expect(outcomes.map(({ code, duplicate }) => code ?? duplicate)).toEqual([true, "event_conflict"]);
  });
});
