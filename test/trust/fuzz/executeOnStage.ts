// One call of an operation of the engine: what it refuses leaves the store as it was.
import type { Dice } from "./dice.ts";
import { drawInput } from "./drawInput.ts";
import type { EngineDoor } from "./engineDoors.ts";
import { ask, type Execution, flawOfAnswer } from "./execute.ts";
import type { Scene } from "./scenes.ts";
import { type Stage, setStage } from "./stage.ts";

export async function executeOnStage(
  dice: Dice,
  door: EngineDoor,
  scene: Scene,
  spares: readonly unknown[],
): Promise<Execution> {
  const { stage, content } = await stageOf(scene);
  const input = drawInput(dice, door, scene, spares);
  const before = input.plain ? JSON.stringify(input.args) : undefined;
  const verdict = await ask((args) => door.callOn(args, stage), input.args, door.misuse);
  const after = await stage.content();
  // What an operation has written is not what the next one is to begin with: an execution can be repeated alone.
  if (after !== content) stages.delete(scene);
  const of = { verdict, input, calls: 1 };
  if (verdict.kind === "fault") return { ...of, fault: verdict.fault };
  if (verdict.kind !== "ok" && after !== content) return { ...of, fault: "refused, and changed the store" };
  if (before !== undefined && JSON.stringify(input.args) !== before)
    return { ...of, fault: "changed its input" };
  return { ...of, fault: flawOfAnswer(verdict, door) };
}

interface Set {
  readonly stage: Stage;
  /** What its store holds. */
  readonly content: string;
}

const stages: WeakMap<Scene, Set> = new WeakMap();

async function stageOf(scene: Scene): Promise<Set> {
  const known = stages.get(scene);
  if (known !== undefined) return known;
  const stage = await setStage(scene);
  const set = { stage, content: await stage.content() };
  stages.set(scene, set);
  return set;
}
