import { describe, expect, it } from "vitest";
import { createEngine, createMemoryStore } from "../../src/index.ts";
import { makerFee, openVenue, refusedWith, venue, volume } from "../fixtures/venue.ts";

describe("submitUsage", () => {
  it("accepts the same event again as a duplicate and charges it once", async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({ events: [volume("e1", 10000)] });
    const again = await engine.submitUsage({
      events: [volume("e1", "10000.00", { timestamp: "2026-03-10T02:00:00+02:00" })],
    });
    expect(again).toEqual({
      accepted: 1,
      rejected: 0,
      events: [{ event_id: "e1", status: "accepted", duplicate: true }],
    });
    expect((await engine.getInvoice("INV-2026-003")).total).toBe("110");
  });

  it("takes an event without properties and one with none for the same", async () => {
    const { engine } = await openVenue();
    const twins = [
      volume("e1", 1),
      volume("e1", 1, { properties: {} }),
      volume("e1", 1, { properties: { a: 1 } }),
    ];
    const { events } = await engine.submitUsage({ events: twins });
    expect(events.map(({ duplicate, code }) => duplicate ?? code)).toEqual([
      undefined,
      true,
      "event_conflict",
    ]);
  });

  it("decides between equal ids of one batch by their position", async () => {
    const { engine } = await openVenue();
    const { events } = await engine.submitUsage({
      events: [volume("e1", 1), volume("e1", 2), volume("e1", 1)],
    });
    expect(events.map(({ status, code, duplicate }) => [status, code, duplicate])).toEqual([
      ["accepted", undefined, undefined],
      ["rejected", "event_conflict", undefined],
      ["accepted", undefined, true],
    ]);
  });

  it("takes one of many tasks that submit the same id, whatever they submit", async () => {
    const store = createMemoryStore();
    const engines = [1, 2, 3].map(() => createEngine({ store, now: () => "2026-03-05T00:00:00Z" }));
    const [first] = engines as [(typeof engines)[0]];
    await first.putContract(venue);
    await first.publishPricing({ contract: venue.id, version: 1, rules: [makerFee] });
    const tasks = Array.from({ length: 30 }, (_, at) =>
      (engines[at % 3] ?? first).submitUsage({ events: [volume("e1", (at % 2) + 1)] }),
    );
    const outcomes = (await Promise.all(tasks)).map(({ events }) => events[0]);
    expect(outcomes.filter((outcome) => outcome?.status === "accepted" && !outcome.duplicate)).toHaveLength(
      1,
    );
    expect(outcomes.filter((outcome) => outcome?.duplicate)).toHaveLength(14);
    expect(outcomes.filter((outcome) => outcome?.code === "event_conflict")).toHaveLength(15);
    expect((await first.listUsage()).data).toHaveLength(1);
  });

  it("keeps events of several contracts in one commit", async () => {
    const { engine } = await openVenue();
    await engine.putContract({ ...venue, id: "other" });
    await engine.publishPricing({ contract: "other", version: 1, rules: [makerFee] });
    const batch = [
      volume("e1", 1000),
      volume("e1", 2000, { external_contract_id: "other" }),
      volume("e2", 1000),
    ];
    expect((await engine.submitUsage({ events: batch })).accepted).toBe(3);
    expect((await engine.getUsage("e1", { contract: "other" })).quantity).toBe("2000");
    expect((await engine.getInvoice("INV-2026-003", { contract: venue.id })).total).toBe("102");
  });

  it("says what is missing: contract, program, rule", async () => {
    const { engine } = await openVenue();
    await engine.putContract({ ...venue, id: "bare" });
    const { events } = await engine.submitUsage({
      events: [
        volume("e1", 1, { external_contract_id: "nobody" }),
        volume("e2", 1, { external_contract_id: "bare" }),
        volume("e3", 1, { metric: "api_calls" }),
      ],
    });
    expect(events.map(({ code }) => code)).toEqual([
      "contract_unknown",
      "pricing_missing",
      "metric_not_priced",
    ]);
  });

  it("hands on the failure of a store, and the retry charges once", async () => {
    const store = createMemoryStore();
    let failing = false;
    const flaky = {
      ...store,
      async commit(changes: Parameters<typeof store.commit>[0]) {
        const result = await store.commit(changes);
        if (failing)
          throw Object.assign(new Error("connection lost"), { name: "StoreError", code: "unknown_outcome" });
        return result;
      },
    };
    const engine = createEngine({ store: flaky, now: () => "2026-03-05T00:00:00Z" });
    await engine.putContract(venue);
    await engine.publishPricing({ contract: venue.id, version: 1, rules: [makerFee] });
    failing = true;
    expect(await refusedWith(engine.submitUsage({ events: [volume("e1", 1000)] }))).toBe("unknown_outcome");
    failing = false;
    const retry = await engine.submitUsage({ events: [volume("e1", 1000)] });
    expect(retry.events).toEqual([{ event_id: "e1", status: "accepted", duplicate: true }]);
    expect((await engine.getInvoice("INV-2026-003")).total).toBe("1");
  });
});

describe("listUsage", () => {
  it("pages through everything, newest first, without gaps or repetitions", async () => {
    const { engine } = await openVenue();
    for (let at = 0; at < 5; at += 1)
      await engine.submitUsage({ events: [volume(`e${at}`, at), volume(`f${at}`, at)] });
    const seen: string[] = [];
    let cursor: string | undefined;
    for (;;) {
      const page = await engine.listUsage({
        limit: 3,
        ...(cursor === undefined ? {} : { starting_after: cursor }),
      });
      seen.push(...page.data.map(({ id }) => id));
      expect(page.total_count).toBe(page.data.length);
      cursor = page.data.at(-1)?.id;
      if (!page.has_more) break;
    }
    expect(seen).toEqual(["f4", "e4", "f3", "e3", "f2", "e2", "f1", "e1", "f0", "e0"]);
  });

  it("filters by contract, metric, status and service date", async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({
      events: [
        volume("e1", 1),
        volume("e2", 1, { timestamp: "2026-03-11T23:59:59.999Z" }),
        volume("e3", 1, { timestamp: "2026-03-12T00:00:00Z" }),
      ],
    });
    const ids = async (filter: object) => (await engine.listUsage(filter)).data.map(({ id }) => id);
    expect(await ids({ from: "2026-03-11", to: "2026-03-11" })).toEqual(["e2"]);
    expect(await ids({ from: "2026-03-12" })).toEqual(["e3"]);
    expect(await ids({ metric: "api_calls" })).toEqual([]);
    expect(await ids({ status: "accepted" })).toEqual([]);
    expect(await ids({ status: "rated", contract: venue.id })).toEqual(["e3", "e2", "e1"]);
    expect(await ids({ contract: "nobody" })).toEqual([]);
  });

  it("refuses filters that it does not know, rather than list everything", async () => {
    const { engine } = await openVenue();
    expect(await refusedWith(engine.listUsage({ contrakt: "x" } as object))).toBe("field_unknown");
    expect(await refusedWith(engine.listUsage({ from: "2026-02-30" }))).toBe("date_invalid");
    expect(await refusedWith(engine.listUsage({ status: "paid" } as object))).toBe("status_invalid");
    expect(await refusedWith(engine.listUsage({ limit: 0 }))).toBe("limit_invalid");
  });
});

describe("getUsage", () => {
  it("shows the event with the local day of its usage", async () => {
    const { engine } = await openVenue();
    await engine.putContract({ ...venue, id: "tokyo", timezone: "Asia/Tokyo" });
    await engine.publishPricing({ contract: "tokyo", version: 1, rules: [makerFee] });
    const event = volume("e1", 1, {
      external_contract_id: "tokyo",
      timestamp: "2026-03-10T20:00:00Z",
      properties: { a: [1] },
    });
    await engine.submitUsage({ events: [event] });
    expect(await engine.getUsage("e1")).toEqual({
      object: "usage_event",
      id: "e1",
      contract: "tokyo",
      metric: "trading_volume",
      quantity: "1",
      status: "rated",
      service_period_start: "2026-03-11",
      service_period_end: "2026-03-11",
      timestamp: "2026-03-10T20:00:00.000Z",
      ingested_at: "2026-03-05T00:00:00.000Z",
      properties: { a: [1] },
    });
  });
});
