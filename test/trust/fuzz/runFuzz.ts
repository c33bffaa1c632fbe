// Executions in their order: each place of a run draws its door, its documents and its changes from the seed and the place alone.
import { byteDoors } from "./byteDoors.ts";
import { createDice, type Dice } from "./dice.ts";
import type { Door } from "./door.ts";
import { type EngineDoor, engineDoors } from "./engineDoors.ts";
import { execute } from "./execute.ts";
import { executeOnStage } from "./executeOnStage.ts";
import { changedGlobals, lookAtGlobals } from "./globals.ts";
import { parserDoors } from "./parserDoors.ts";
import { ratingDoors } from "./ratingDoors.ts";
import { createScenes, knownInputs, type Scene } from "./scenes.ts";
import { countExecution, type Tally } from "./tally.ts";

export interface FuzzRun {
  readonly seed: number;
  /** Executions to make, at least. */
  readonly runs: number;
  /** The place to begin at, and how far it is to the next: several processes share one run. */
  readonly first: number;
  readonly step: number;
  /** Only doors whose name begins so. */
  readonly door?: string | undefined;
  readonly scenes?: number | undefined;
}

export interface Fault {
  readonly place: number;
  readonly door: string;
  readonly fault: string;
  readonly input: string;
}

export interface FuzzResult {
  readonly tally: Tally;
  /** The first few of each kind. */
  readonly faults: readonly Fault[];
}

export const doors: readonly (Door | EngineDoor)[] = [
  ...parserDoors,
  ...ratingDoors,
  ...byteDoors,
  ...engineDoors,
];

const mostFaults = 200;
const everyPlaces = 500;

/** @param listen - is told where the run is, what it has come to, and what was found */
export async function runFuzz(
  run: FuzzRun,
  listen: (place: number, tally: Tally, faults: readonly Fault[]) => void,
): Promise<FuzzResult> {
  const scenes = createScenes(run.scenes ?? 60);
  const spares = [
    ...knownInputs(),
    ...scenes.flatMap(({ contract, programs, events, history }) => [
      contract,
      ...programs,
      ...events,
      history,
    ]),
  ];
  const choice = weighted(doors.filter(({ name }) => name.startsWith(run.door ?? "")));
  const globals = lookAtGlobals();
  const tally: Tally = {};
  const faults: Fault[] = [];
  let place = run.first;
  let executions = 0;
  for (let turn = 0; executions < run.runs; turn += 1, place += run.step) {
    listen(place, tally, faults);
    const dice = createDice(run.seed, place);
    const door = dice.pick(choice);
    const begin = performance.now();
    const execution = await executeAny(dice, door, dice.pick(scenes), spares).catch((error: unknown) =>
      Promise.reject(new Error(`at ${place}, ${door.name}: ${String(error)}`, { cause: error })),
    );
    executions += execution.calls;
    countExecution(tally, door.name, execution, performance.now() - begin);
    const changed = turn % everyPlaces === 0 ? changedGlobals(globals) : [];
    const fault = changed.length > 0 ? `changed ${changed.join(", ")}` : execution.fault;
    if (fault !== undefined && isNew(faults, door.name, fault))
      faults.push({ place, door: door.name, fault, input: show(execution.input.args) });
    if (changed.length > 0) break;
  }
  const changed = changedGlobals(globals);
  if (changed.length > 0)
    faults.push({ place, door: "any", fault: `changed ${changed.join(", ")}`, input: "" });
  return { tally, faults };
}

function executeAny(
  dice: Dice,
  door: Door | EngineDoor,
  scene: Scene,
  spares: readonly unknown[],
): ReturnType<typeof execute> {
  return "callOn" in door ? executeOnStage(dice, door, scene, spares) : execute(dice, door, scene, spares);
}

/** Many faults have one cause: one of each is told. */
function isNew(faults: readonly Fault[], door: string, fault: string): boolean {
  return (
    faults.length < mostFaults &&
    !faults.some((one) => one.door === door && causeOf(one.fault) === causeOf(fault))
  );
}

/** The first line of ours that it came through, or what was said. */
function causeOf(fault: string): string {
  return /src\/[^:]+:[0-9]+/.exec(fault)?.[0] ?? fault.replace(/[0-9]+/g, "0").slice(0, 60);
}

/** Each as often as it weighs. */
function weighted<T extends { readonly weight: number }>(list: readonly T[]): T[] {
  return list.flatMap((one) => new Array<T>(one.weight).fill(one));
}

/** An input as far as it can be written down; live ones are made again from the place. */
function show(args: readonly unknown[]): string {
  try {
    return (JSON.stringify(args) ?? "nothing").slice(0, 2000);
  } catch {
    // Reading it runs code that throws: that is what it is for.
    return "cannot be written down";
  }
}
