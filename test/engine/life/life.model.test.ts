// L52 and what belongs to it: contracts are led through random lives, and after every step the books are right.
import fc from "fast-check";
import { describe, it } from "vitest";
import { createEngine, createMemoryStore } from "../../../src/index.ts";
import { runs } from "../../laws.ts";
import { startOfDay } from "../../oracle/calendar.ts";
import { amendSteps } from "./amendSteps.ts";
import { finalizeSteps } from "./finalizeSteps.ts";
import { firstProgram, type Life, newLife, type System } from "./life.ts";
import { paymentSteps } from "./paymentSteps.ts";
import { previewSteps } from "./previewSteps.ts";
import type { Step } from "./step.ts";
import { termSteps } from "./termSteps.ts";
import { type Frame, frame } from "./terms.ts";
import { usageSteps } from "./usageSteps.ts";

/** A life that begins with its contract's first day, and the engine that it is led on. */
async function begin(lived: Frame): Promise<{ model: Life; real: System }> {
  const { contract } = lived;
  const now = startOfDay(contract.start_date ?? "", contract.timezone) + 3_600_000;
  const program = firstProgram(lived);
  const [store, clock] = [createMemoryStore(), { now }];
  const engine = createEngine({ store, now: () => clock.now });
  await engine.putContract(contract);
  await engine.publishPricing(program);
  return { model: newLife(lived, program, now), real: { engine, store, clock } };
}

const steps: readonly fc.Arbitrary<Step>[] = [
  ...usageSteps,
  ...amendSteps,
  ...finalizeSteps,
  ...paymentSteps,
  ...termSteps,
  ...previewSteps,
];

async function leads(most: number, count: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      frame,
      fc.commands([...steps], { maxCommands: most, size: "max" }),
      async (lived, commands) => {
        const start = await begin(lived);
        await fc.asyncModelRun(() => start, commands);
      },
    ),
    runs(count),
  );
}

describe("L52: what has been billed and what is still to be billed is what usage comes to", () => {
  it("holds in short lives", async () => {
    await leads(20, 40);
  });

  it("holds in long lives", async () => {
    await leads(100, 8);
  });
});
