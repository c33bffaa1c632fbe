// Usage: sent, sent again, contradicted, taken back, amended.
import fc from "fast-check";
import { expect } from "vitest";
import type { UsageEvent } from "../../../src/model/usageEvent.ts";
import { reachesFinal } from "../../oracle/above/books.ts";
import { contentOf } from "../../oracle/ladders.ts";
import { periodAt } from "../../oracle/periods.ts";
import {
  contentOfKept,
  instantIn,
  type Kept,
  keep,
  type Life,
  newName,
  periodBack,
  verdictOn,
} from "./life.ts";
import { slots } from "./slots.ts";
import { done, refused, type Step, step, unchanged } from "./step.ts";

export interface EventPick {
  readonly slot: number;
  readonly quantity: number;
  /** Periods back from the next one. */
  readonly back: number;
  readonly moment: number;
  readonly region: "eu" | "us" | undefined;
}

export const eventPick: fc.Arbitrary<EventPick> = fc.record({
  slot: fc.nat({ max: 5 }),
  quantity: fc.nat({ max: 5 }),
  back: fc.constantFrom(0, 1, 1, 1, 1, 2, 2, 2, 3, 4),
  moment: fc.nat({ max: 4 }),
  region: fc.constantFrom("eu", "us", undefined),
});

export function eventOf(life: Life, event_id: string, pick: EventPick): UsageEvent {
  const inPlay = slots.filter(({ id, metric }) => metric !== undefined && life.frame.slots.includes(id));
  // Beside what is in play: a metric that no rule prices.
  const slot = pick.slot === 5 ? undefined : inPlay[pick.slot % Math.max(1, inPlay.length)];
  const { quantities } = slot ?? { quantities: [] };
  return {
    external_contract_id: "acme",
    event_id,
    metric: slot?.metric ?? "unpriced",
    quantity: quantities[pick.quantity % quantities.length] ?? "1",
    timestamp: instantIn(periodBack(life, pick.back), pick.moment),
    ...(slot?.id === "traffic" && pick.region !== undefined ? { properties: { region: pick.region } } : {}),
  };
}

/** What becomes of an event that is sent, and of the model with it. */
function accept(life: Life, event: UsageEvent): string {
  const known = life.usage.get(event.event_id);
  if (known !== undefined) {
    const had = known.contents.some((content) => contentOf(content) === contentOf(event));
    return had ? "duplicate" : "event_conflict";
  }
  const verdict = verdictOn(life, event);
  if (verdict === "accepted") keep(life, event.event_id, { contents: [event], voided: false });
  return verdict;
}

const submit = fc
  .array(fc.record({ pick: eventPick, twice: fc.constantFrom("no", "no", "no", "same", "other") }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((picks) =>
    step("submit", async (life, { engine }, tell) => {
      const events = picks.flatMap(({ pick, twice }): UsageEvent[] => {
        const event = eventOf(life, newName(life, "e"), pick);
        const other =
          twice === "other" ? { ...event, quantity: `${event.quantity}5`.replace("05", "0.5") } : event;
        return twice === "no" ? [event] : [event, other];
      });
      tell(JSON.stringify(events));
      const verdicts = events.map((event) => accept(life, event));
      const answer = await engine.submitUsage({ events });
      const found = answer.events.map(({ status, duplicate, code }) =>
        status === "rejected" ? code : duplicate === true ? "duplicate" : "accepted",
      );
      expect(found).toEqual(verdicts);
      const accepted = verdicts.filter((verdict) => verdict === "accepted" || verdict === "duplicate");
      expect([answer.accepted, answer.rejected]).toEqual([accepted.length, events.length - accepted.length]);
    }),
  );

export function hasUsage({ usage }: Life): boolean {
  return usage.size > 0;
}

export function pickKept({ usage }: Life, pick: number): Kept {
  const all = [...usage.values()];
  const kept = all[all.length - 1 - (pick % all.length)];
  if (kept === undefined) throw new Error("there is usage");
  return kept;
}

const resubmit = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 3 })).map(([pick, version]) =>
  step(
    "resubmit",
    async (life, system, tell) => {
      const { contents } = pickKept(life, pick);
      const event = contents[version % contents.length] ?? contents[0];
      tell(event.event_id);
      // The same said in other words.
      const again = {
        ...event,
        quantity: withZeros(event.quantity),
        timestamp: event.timestamp.replace("Z", "+00:00"),
      };
      const { events } = await unchanged(system, () => system.engine.submitUsage({ events: [again] }));
      expect(events).toEqual([{ event_id: event.event_id, status: "accepted", duplicate: true }]);
    },
    hasUsage,
  ),
);

function withZeros(quantity: string): string {
  return quantity.includes(".") ? `${quantity}0` : `${quantity}.00`;
}

const conflict = fc.nat({ max: 9 }).map((pick) =>
  step(
    "conflict",
    async (life, system, tell) => {
      const event = contentOfKept(pickKept(life, pick));
      tell(event.event_id);
      const other = { ...event, quantity: "987654" };
      const { events } = await unchanged(system, () => system.engine.submitUsage({ events: [other] }));
      expect(events).toMatchObject([{ status: "rejected", code: "event_conflict" }]);
    },
    hasUsage,
  ),
);

export function isFrozen({ books }: Life, { timestamp }: UsageEvent): boolean {
  const { contract } = books.world;
  if (contract.corrections !== "refuse") return false;
  return reachesFinal(books, periodAt(contract, Date.parse(timestamp)).start);
}

const voidOne = fc.nat({ max: 9 }).map((pick) =>
  step(
    "void",
    async (life, system, tell) => {
      const kept = pickKept(life, pick);
      const event = contentOfKept(kept);
      const { event_id } = event;
      tell(event_id);
      const act = (engine = system.engine) => engine.voidUsage(event_id);
      if (kept.voided) {
        expect((await unchanged(system, act)).status).toBe("voided");
      } else if (isFrozen(life, event)) {
        await refused(system, ["period_closed"], act);
      } else {
        const taken = await done(life, system, act);
        expect(taken).toMatchObject({ id: event_id, status: "voided", quantity: event.quantity });
        keep(life, event_id, { ...kept, voided: true });
      }
    },
    hasUsage,
  ),
);

const voidUnknown = fc.constant(
  step("void an unknown event", (_life, system) =>
    refused(system, ["event_unknown"], () => system.engine.voidUsage("nobody")),
  ),
);

/** Steps that send usage and take it back, each as often as it is to come. */
export const usageSteps: readonly fc.Arbitrary<Step>[] = [
  ...[submit, submit, submit, submit],
  resubmit,
  conflict,
  ...[voidOne, voidOne],
  voidUnknown,
];
