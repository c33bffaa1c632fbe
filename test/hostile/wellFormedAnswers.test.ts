// Texts of others that are no well-formed Unicode, or that are where they are cut: what is told of them can be kept by every store.
import { describe, expect, it } from "vitest";
import { fromLagoEvents, fromOrbPrice } from "../../src/formats/index.ts";
import {
  createEngine,
  createMemoryStore,
  expectOk,
  parseContract,
  parseUsageBatch,
  parseUsageEvent,
  rateNdjson,
  toWireJson,
} from "../../src/index.ts";
import { must } from "../formats/told.ts";
import { termsOf } from "../laws.ts";

const smile = "\ud83d\ude00";
/** An id that is none, and what is told of it. */
const ids: readonly (readonly [what: string, id: string, told: string])[] = [
  ["a pair where it is cut", "a".repeat(254) + smile, "a".repeat(254)],
  ["a pair that just fits", `${"a".repeat(253)}${smile}b`, "a".repeat(253) + smile],
  ["a high surrogate alone", "\ud800", "\ufffd"],
  ["a low surrogate alone", "a\udc00b", "a\ufffdb"],
  ["halves in the wrong order", "\ude00\ud83d", "\ufffd\ufffd"],
  ["NUL", "a\0", "a\ufffd"],
];
const keys: readonly (readonly [what: string, key: string, told: string])[] = [
  ["a pair where it is cut", "a".repeat(63) + smile, `${"a".repeat(63)}…`],
  ["a surrogate alone", "\ud800", "\ufffd"],
];

describe("an id with", () => {
  it.each(ids)("%s is told well-formed in a batch", async (_, event_id, told) => {
    expect(expectOk(parseUsageBatch({ events: [{ event_id }] })).map((entry) => entry.event_id)).toEqual([
      told,
    ]);
    const engine = createEngine({ store: createMemoryStore(), now: () => "2026-03-05T00:00:00Z" });
    const answer = toWireJson(await engine.submitUsage({ events: [{ event_id }] }));
    expect(JSON.parse(answer)).toMatchObject({ events: [{ event_id: told, status: "rejected" }] });
    // Neither as they are nor as escapes: a strict reader takes neither.
    expect(answer).not.toMatch(/\p{Surrogate}|\\u(?:d[89a-f]|0000)/iu);
  });

  it.each(ids)("%s is told well-formed of a line", (_, event_id, told) => {
    const rule = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" } as const;
    const refused: string[] = [];
    const text = [{ event_id }, { events: [{ event_id }] }].map((one) => JSON.stringify(one)).join("\n");
    rateNdjson([new TextEncoder().encode(text)], termsOf(rule), {
      refused: ({ event_id }) => refused.push(event_id),
    });
    expect(refused).toEqual([told, told]);
  });

  it.each(ids)("%s is told well-formed of an event of another system", (_, transaction_id, told) => {
    expect(must(fromLagoEvents([{ transaction_id }])).map(({ event_id }) => event_id)).toEqual([told]);
  });
});

describe("a key with", () => {
  it.each(keys)("%s is told well-formed in a path", (_, key, told) => {
    const properties = { [key]: "\ud800" };
    for (const result of [parseContract({ [key]: 1 }), parseUsageEvent({ properties })])
      expect(result.ok ? [] : result.issues.map(({ path }) => path.split(".").at(-1))).toContain(told);
    const price = fromOrbPrice({ model_type: "unit", unit_config: { unit_amount: "1", [key]: 1 } });
    expect(price.ok ? [] : price.issues.map(({ path }) => path.split(".").at(-1))).toContain(
      told.replace("…", ""),
    );
  });
});
