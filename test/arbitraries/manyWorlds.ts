// Several contracts whose events come mixed, in many spellings, with some among them that are no events at all.
import fc from "fast-check";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { often } from "./base.ts";
import { plainWorld } from "./plainWorlds.ts";

/** Contracts with different ids, and all that comes in, in order. What is no event stands among them. */
export interface ManyWorlds {
  readonly worlds: readonly PlacedWorld[];
  readonly events: readonly UsageEvent[];
}

/** How an event is spelled: it stays the same event. */
interface Spelling {
  readonly quantity: "canonical" | "number" | "padded";
  readonly timestamp: "canonical" | "short" | "offset" | "fine";
  readonly empty: boolean;
}

const spelling: fc.Arbitrary<Spelling> = fc.record({
  quantity: fc.constantFrom<Spelling["quantity"][]>(
    ...(["canonical", "canonical", "canonical", "number", "number", "number", "padded"] as const),
  ),
  timestamp: fc.constantFrom<Spelling["timestamp"][]>(
    ...(["canonical", "canonical", "canonical", "canonical", "short", "short", "short", "short"] as const),
    ...(["offset", "fine"] as const),
  ),
  empty: often(9),
});

/** The event in other words. */
export function spelled(event: UsageEvent, { quantity, timestamp, empty }: Spelling): UsageEvent {
  const bare = event.properties === undefined && empty ? { properties: {} } : {};
  // Documents say quantities in text; raters take the numbers that a parser would.
  const written = quantityIn(event.quantity, quantity) as string;
  return { ...event, ...bare, quantity: written, timestamp: timestampIn(event.timestamp, timestamp) };
}

function quantityIn(text: string, how: Spelling["quantity"]): string | number {
  const digits = text.replace(/[-.]/g, "").replace(/^0+/, "");
  if (how === "number" && digits.length <= 15) return Number(text);
  if (how !== "padded" || (text.split(".")[1] ?? "").length >= 18) return text;
  return text.includes(".") ? `${text}0` : `${text}.0`;
}

const twoHours = 7_200_000;

function timestampIn(text: string, how: Spelling["timestamp"]): string {
  if (how === "short") return text.replace(".000Z", "Z");
  if (how === "fine") return text.replace("Z", "999999Z");
  if (how === "canonical") return text;
  return new Date(Date.parse(text) + twoHours).toISOString().replace("Z", "+02:00");
}

/** Each makes of an event something that is refused, whatever the contract. */
const damages: readonly ((event: UsageEvent) => unknown)[] = [
  () => null,
  () => undefined,
  () => 5,
  () => "event",
  () => [],
  () => ({}),
  ({ event_id: _, ...rest }) => rest,
  ({ metric: _, ...rest }) => rest,
  ({ quantity: _, ...rest }) => rest,
  ({ timestamp: _, ...rest }) => rest,
  ({ external_contract_id: _, ...rest }) => rest,
  (event) => ({ ...event, external_contract_id: "nobody" }),
  (event) => ({ ...event, external_contract_id: "__proto__" }),
  (event) => ({ ...event, event_id: "with space" }),
  (event) => ({ ...event, event_id: "é" }),
  (event) => ({ ...event, event_id: "x".repeat(256) }),
  (event) => ({ ...event, event_id: 7 }),
  (event) => ({ ...event, event_id: "" }),
  (event) => ({ ...event, metric: "nowhere" }),
  (event) => ({ ...event, quantity: "1e3" }),
  (event) => ({ ...event, quantity: "" }),
  (event) => ({ ...event, quantity: Number.NaN }),
  (event) => ({ ...event, quantity: 0.1 + 0.2 }),
  (event) => ({ ...event, quantity: 1e21 }),
  (event) => ({ ...event, quantity: null }),
  (event) => ({ ...event, quantity: [5] }),
  (event) => ({ ...event, quantity: true }),
  (event) => ({ ...event, quantity: 5n }),
  (event) => ({ ...event, quantity: Object(5) }),
  (event) => ({ ...event, timestamp: [event.timestamp] }),
  (event) => ({ ...event, event_id: [event.event_id] }),
  (event) => ({ ...event, metric: [event.metric] }),
  (event) => ({ ...event, timestamp: "2026-02-30T00:00:00Z" }),
  (event) => ({ ...event, timestamp: "2026-01-01T00:00:00" }),
  (event) => ({ ...event, timestamp: 1_770_000_000_000 }),
  (event) => ({ ...event, counterparty: " " }),
  (event) => ({ ...event, counterparty_side: "both" }),
  (event) => ({ ...event, properties: circle() }),
  (event) => throwingAt(event, "quantity"),
  (event) => throwingAt(event, "timestamp"),
  (event) => throwingAt(event, "event_id"),
  (event) => throwingAt(event, "external_contract_id"),
  (event) => throwingAt(event, "properties"),
  (event) => throwingAt(event, "metric"),
];

function circle(): object {
  const properties: Record<string, unknown> = {};
  properties.self = properties;
  return properties;
}

function throwingAt(event: UsageEvent, field: string): object {
  return Object.defineProperty({ ...event }, field, {
    enumerable: true,
    get() {
      throw new Error("nobody can read this");
    },
  });
}

const otherNames = ["beta", "constructor"];

/** One to three contracts; `damaged` says whether there is anything but events. */
export function manyWorlds(damaged = true): fc.Arbitrary<ManyWorlds> {
  const one = fc.oneof({ weight: 6, arbitrary: plainWorld() }, { weight: 1, arbitrary: world() });
  return fc
    .record({
      drawn: fc.array(one, { minLength: 1, maxLength: 3 }),
      order: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 30 }),
      spellings: fc.array(spelling, { minLength: 1, maxLength: 12 }),
      wrong: fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: damages.length - 1 })), { maxLength: 4 }),
    })
    .map(({ drawn, order, spellings, wrong }) => {
      const worlds = drawn.map((w, place) => (place === 0 ? w : renamed(w, otherNames[place - 1] ?? "")));
      const events = mixed(
        worlds.map((w) => [...w.events]),
        order,
      ).map((event, at) => {
        const how = spellings[at % spellings.length];
        return how === undefined ? event : spelled(event, how);
      });
      return { worlds, events: damaged ? withDamaged(events, wrong) : events };
    });
}

function renamed(w: PlacedWorld, id: string): PlacedWorld {
  return {
    ...w,
    contract: { ...w.contract, id },
    programs: w.programs.map((program) => ({ ...program, contract: id })),
    events: w.events.map((event) => ({ ...event, external_contract_id: id })),
  };
}

/** The events of all lists; each list stays in its order. */
function mixed(lists: UsageEvent[][], order: readonly number[]): UsageEvent[] {
  const events: UsageEvent[] = [];
  for (let turn = 0; ; turn += 1) {
    const left = lists.filter((list) => list.length > 0);
    const next = left[(order[turn % order.length] ?? 0) % Math.max(1, left.length)]?.shift();
    if (next === undefined) return events;
    events.push(next);
  }
}

function withDamaged(
  events: readonly UsageEvent[],
  wrong: readonly (readonly [number, number])[],
): UsageEvent[] {
  const all = [...events];
  for (const [at, damage] of wrong) {
    const event = events[at % Math.max(1, events.length)];
    if (event === undefined) continue;
    // Whatever came in place of an event: the types cannot know.
    all.splice(at % (all.length + 1), 0, damages[damage]?.(event) as UsageEvent);
  }
  return all;
}
