// Leads random contracts through lives, as the laws of lives do, and keeps what was asked of the engine.
import fc from "fast-check";
import { createEngine, createMemoryStore, type Engine } from "../../src/index.ts";
import { amendSteps } from "../engine/life/amendSteps.ts";
import { finalizeSteps } from "../engine/life/finalizeSteps.ts";
import { firstProgram, newLife, type System } from "../engine/life/life.ts";
import { paymentSteps } from "../engine/life/paymentSteps.ts";
import { previewSteps } from "../engine/life/previewSteps.ts";
import { termSteps } from "../engine/life/termSteps.ts";
import { type Frame, frame, lengthOf } from "../engine/life/terms.ts";
import { usageSteps } from "../engine/life/usageSteps.ts";
import { startOfDay } from "../oracle/calendar.ts";
import { type EngineCall, engineOperations, type LifeWorld } from "./goldenWorld.ts";

const steps = [
  ...[...usageSteps, ...usageSteps, ...amendSteps, ...finalizeSteps, ...finalizeSteps],
  ...[...termSteps, ...paymentSteps, ...previewSteps],
];

/** So many lives of up to `most` steps each. */
export async function recordLives(count: number, most: number, seed: number): Promise<LifeWorld[]> {
  const lives: LifeWorld[] = [];
  const commands = fc.commands(steps, { maxCommands: most, size: "max" });
  await fc.assert(
    fc.asyncProperty(frame, commands, async (lived, taken) => {
      const calls: EngineCall[] = [];
      await fc.asyncModelRun(() => begin(lived, calls), taken);
      lives.push({ name: `life-${String(lives.length + 1).padStart(3, "0")}`, calls });
    }),
    { numRuns: count, seed, endOnFailure: true },
  );
  return lives;
}

async function begin(lived: Frame, calls: EngineCall[]) {
  const { contract, delay } = lived;
  const length = lengthOf(contract) * 86_400_000;
  const now = startOfDay(contract.start_date ?? "", contract.timezone) + Math.floor((delay * length) / 10);
  const program = firstProgram(lived);
  const [store, clock] = [createMemoryStore(), { now }];
  const engine = recording(createEngine({ store, now: () => clock.now }), clock, calls);
  await engine.putContract(contract);
  await engine.publishPricing(program);
  const real: System = {
    store,
    clock,
    get engine() {
      return engine;
    },
    // A fresh engine over the same store answers the same, and would not be listened to.
    set engine(_fresh) {},
  };
  return { model: newLife(lived, program, now), real };
}

/** The engine, of which every call is kept that changes something or supposes that something were changed. */
function recording(engine: Engine, clock: { readonly now: number }, calls: EngineCall[]): Engine {
  const operations = engineOperations.map((call) => {
    const operation = engine[call] as (...args: readonly unknown[]) => Promise<unknown>;
    const recorded = (...args: readonly unknown[]) => {
      // The text is taken at once: what is given may be changed later.
      const text = JSON.stringify({ now: clock.now, call, args });
      if (call !== "previewInvoice" || text.includes('"events"')) calls.push(JSON.parse(text) as EngineCall);
      return operation(...args);
    };
    return [call, recorded] as const;
  });
  return { ...engine, ...Object.fromEntries(operations) };
}
