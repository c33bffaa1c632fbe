// Usage that is amended: it says something else, or belongs somewhere else.
import fc from "fast-check";
import { expect } from "vitest";
import type { UsageEvent } from "../../../src/model/usageEvent.ts";
import { contentOf } from "../../oracle/ladders.ts";
import { contentOfKept, type Kept, keep, type Life, type System, verdictOn } from "./life.ts";
import { slots } from "./slots.ts";
import { done, refused, type Step, step, unchanged } from "./step.ts";
import { type EventPick, eventOf, eventPick, hasUsage, isFrozen, pickKept } from "./usageSteps.ts";

type Change = "quantity" | "time" | "all" | "back" | "same" | "unpriced";

const amend = fc
  .tuple(
    fc.nat({ max: 9 }),
    eventPick,
    fc.constantFrom<Change>("quantity", "time", "time", "all", "back", "same", "unpriced"),
  )
  .map(([pick, to, change]) =>
    step(
      `amend (${change})`,
      async (life, system, tell) => {
        const kept = pickKept(life, pick);
        const event = amended(life, kept, to, change);
        tell(JSON.stringify(event));
        await expectAmended(life, system, kept, event);
      },
      hasUsage,
    ),
  );

function amended(life: Life, kept: Kept, to: EventPick, change: Change): UsageEvent {
  const before = contentOfKept(kept);
  const other = eventOf(life, before.event_id, to);
  const slot = slots.find(({ metric }) => metric === before.metric) ?? { quantities: ["1"] };
  const quantity = slot.quantities[to.quantity % slot.quantities.length] ?? "1";
  switch (change) {
    case "quantity":
      return { ...before, quantity };
    case "time":
      return { ...before, timestamp: other.timestamp };
    case "all":
      return other;
    case "back":
      return kept.contents[0];
    case "same":
      return before;
    case "unpriced":
      return { ...before, metric: "unpriced" };
  }
}

async function expectAmended(life: Life, system: System, kept: Kept, event: UsageEvent): Promise<void> {
  const before = contentOfKept(kept);
  const act = (engine = system.engine) => engine.amendUsage(event);
  if (kept.voided) return refused(system, ["event_voided"], act);
  if (contentOf(event) === contentOf(before)) {
    expect((await unchanged(system, act)).quantity).toBe(event.quantity);
    return;
  }
  const codes: string[] = isFrozen(life, before) ? ["period_closed"] : [];
  const verdict = verdictOn(life, event);
  if (verdict !== "accepted") codes.push(verdict);
  if (codes.length > 0) return refused(system, codes, act);
  const { event_id: id, metric, quantity } = event;
  expect(await done(life, system, act)).toMatchObject({ id, metric, quantity, status: "rated" });
  keep(life, id, { ...kept, contents: [...kept.contents, event] });
}

const amendUnknown = eventPick.map((pick) =>
  step("amend an unknown event", (life, system) =>
    refused(system, ["event_unknown"], () => system.engine.amendUsage(eventOf(life, "nobody", pick))),
  ),
);

/** Each as often as it is to come. */
export const amendSteps: readonly fc.Arbitrary<Step>[] = [...[amend, amend, amend], amendUnknown];
