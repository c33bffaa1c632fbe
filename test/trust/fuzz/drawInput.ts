// One input: a right one that has been changed, in one of several ways, or a bad one that is known.
import { copyPlain } from "./copyPlain.ts";
import type { Dice } from "./dice.ts";
import type { Door } from "./door.ts";
import { liveValues, oddValues } from "./liveValues.ts";
import { cutBytes, mutateBytes, mutateText } from "./mutateBytes.ts";
import { mutateValue, replaceOne } from "./mutateValue.ts";
import type { Scene } from "./scenes.ts";

export interface Input {
  readonly args: readonly unknown[];
  /** It is data: reading it runs no code, and says the same each time. */
  readonly plain: boolean;
}

/** What right inputs are, ready to be copied. */
type Taken = Pick<Door, "name" | "takes" | "readsText" | "live" | "given">;

export function drawInput(dice: Dice, door: Taken, scene: Scene, spares: readonly unknown[]): Input {
  const given = givenTo(door, scene);
  if (given.bytes !== undefined) return { args: drawBytes(dice, given.bytes), plain: true };
  if (door.takes === "text")
    return { args: [drawText(dice, (JSON.parse(given.text) as string[])[0] ?? "")], plain: true };
  const args = JSON.parse(given.text) as unknown[];
  const way = dice.below(20);
  if (way < 2) return { args, plain: true };
  if (way < 4) return { args: args.length === 0 ? args : withKnown(dice, args, spares), plain: true };
  if (way < 7 && args.length > 0) return drawAsText(dice, args, door.readsText === true);
  if (way < 11 && door.live !== undefined) {
    if (dice.once(3)) mutateValue(dice, args, dice.pick(spares), 1);
    replaceOne(dice, args, (inner) => dice.pick(door.live === "any" ? liveValues : oddValues).make(inner));
    return { args, plain: false };
  }
  mutateValue(dice, args, dice.pick(spares), 1 + dice.below(4));
  return { args, plain: true };
}

/** What a door is given when all is right: bytes, or the arguments as JSON, which is the quickest to copy. */
interface Given {
  readonly bytes?: Uint8Array;
  readonly text: string;
}

const written: WeakMap<Scene, Map<string, Given>> = new WeakMap();

function givenTo({ name, takes, given }: Taken, scene: Scene): Given {
  const known = written.get(scene) ?? new Map<string, Given>();
  written.set(scene, known);
  const before = known.get(name);
  if (before !== undefined) return before;
  const args = given(scene);
  const made =
    takes === "bytes" ? { bytes: args[0] as Uint8Array, text: "" } : { text: JSON.stringify(args) };
  known.set(name, made);
  return made;
}

function withKnown(dice: Dice, args: readonly unknown[], spares: readonly unknown[]): unknown[] {
  const known = dice.pick(spares);
  const at = dice.below(args.length);
  return args.map((arg, place) => (place === at ? copyPlain(known) : arg));
}

/** One argument's text is changed; where it is still JSON, and a value is wanted, it is that. */
function drawAsText(dice: Dice, args: readonly unknown[], readsText: boolean): Input {
  const at = dice.below(args.length);
  const text = mutateText(dice, JSON.stringify(args[at]), 1 + dice.below(3));
  const value = readsText && dice.once(2) ? text : (readValue(text) ?? text);
  return { args: args.map((arg, place) => (place === at ? value : arg)), plain: true };
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Then the text itself is the input.
    return undefined;
  }
}

function drawText(dice: Dice, text: string): string {
  return dice.once(10) ? text : mutateText(dice, text, 1 + dice.below(4));
}

function drawBytes(dice: Dice, bytes: Uint8Array): Uint8Array[] {
  return cutBytes(dice, dice.once(10) ? bytes : mutateBytes(dice, bytes, 1 + dice.below(6)));
}
