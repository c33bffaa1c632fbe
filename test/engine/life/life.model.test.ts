// L52 and what belongs to it: contracts are led through random lives, and after every step the books are right.
import fc from "fast-check";
import { describe, it } from "vitest";
import { createEngine, createMemoryStore } from "../../../src/index.ts";
import { runs } from "../../laws.ts";
import { startOfDay } from "../../oracle/calendar.ts";
import { amendSteps } from "./amendSteps.ts";
import { finalizeSteps } from "./finalizeSteps.ts";
import { firstProgram, type Life, newLife, type System } from "./life.ts";
import { paymentSteps, update } from "./paymentSteps.ts";
import { previewSteps } from "./previewSteps.ts";
import type { Step } from "./step.ts";
import { termSteps } from "./termSteps.ts";
import { type Frame, frame, lengthOf } from "./terms.ts";
import { usageSteps } from "./usageSteps.ts";

/** A life that begins with its contract, or some time later, and the engine that it is led on. */
async function begin(lived: Frame): Promise<{ model: Life; real: System }> {
  const { contract, delay } = lived;
  const length = lengthOf(contract) * 86_400_000;
  const now = startOfDay(contract.start_date ?? "", contract.timezone) + Math.floor((delay * length) / 10);
  const program = firstProgram(lived);
  const [store, clock] = [createMemoryStore(), { now }];
  const engine = createEngine({ store, now: () => clock.now });
  await engine.putContract(contract);
  await engine.publishPricing(program);
  return { model: newLife(lived, program, now), real: { engine, store, clock } };
}

async function lead(
  steps: readonly fc.Arbitrary<Step>[],
  most: number,
  count: number,
  lives: fc.Arbitrary<Frame> = frame,
): Promise<void> {
  const commands = fc.commands([...steps], { maxCommands: most, size: "max" });
  await fc.assert(
    fc.asyncProperty(lives, commands, async (lived, taken) => {
      const start = await begin(lived);
      await fc.asyncModelRun(() => start, taken);
    }),
    runs(count),
  );
}

describe("L52: what has been billed and what is still to be billed is what usage comes to", () => {
  const usage = [...usageSteps, ...usageSteps, ...amendSteps];
  const cancel = update("cancelled");

  it("holds in short lives, in which much is corrected", async () => {
    await lead([...usage, ...finalizeSteps, ...finalizeSteps, ...termSteps, cancel, cancel], 25, 60);
  });

  it("holds in short lives, in which periods are billed part by part", async () => {
    const often = frame.map((lived) => ({
      ...lived,
      threshold: "3",
      first: { ...lived.first, commitment: undefined },
    }));
    await lead([...usage, ...finalizeSteps, ...finalizeSteps, ...termSteps, cancel], 25, 40, often);
  });

  it("holds in long lives", async () => {
    const all = [
      ...usageSteps,
      ...amendSteps,
      ...finalizeSteps,
      ...paymentSteps,
      ...termSteps,
      ...previewSteps,
    ];
    await lead(all, 100, 8);
  });
});
