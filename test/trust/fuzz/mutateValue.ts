// Changes of a document that know its structure: a node is taken out, doubled, swapped, renamed or replaced.
import { copyPlain, define } from "./copyPlain.ts";
import type { Dice } from "./dice.ts";
import { hostileKeys, largeValues, plainValues } from "./plainValues.ts";

type Parent = { [key: string]: unknown };

/** A place in a document. */
interface Place {
  readonly parent: Parent;
  readonly key: string;
}

/** Changes a document in place, `times` times. @param spare - another document, whose parts may be put into this one */
export function mutateValue(dice: Dice, root: object, spare: unknown, times: number): void {
  for (let turn = 0; turn < times; turn += 1) {
    const place = findPlace(dice, root as Parent);
    if (place !== undefined) dice.pick(changes)(dice, place.parent, place.key, spare);
  }
}

/** Replaces one node, anywhere in a document, by what is made of it. */
export function replaceOne(dice: Dice, root: object, make: (inner: unknown) => unknown): void {
  const place = findPlace(dice, root as Parent);
  if (place !== undefined) define(place.parent, place.key, make(place.parent[place.key]));
}

/** Walks down from the root, and stops anywhere. */
function findPlace(dice: Dice, root: Parent): Place | undefined {
  let found: Place | undefined;
  let parent = root;
  for (;;) {
    const keys = Object.keys(parent);
    if (keys.length === 0) return found;
    found = { parent, key: dice.pick(keys) };
    const child = parent[found.key];
    if (typeof child !== "object" || child === null || dice.once(4)) return found;
    parent = child as Parent;
  }
}

type Change = (dice: Dice, parent: Parent, key: string, spare: unknown) => void;

const changes: readonly Change[] = [
  (_, parent, key) => remove(parent, key),
  rename,
  swap,
  (_, parent, key) => double(parent, key),
  (dice, parent, key, spare) => define(parent, key, partOf(dice, spare)),
  insert,
  (dice, parent, key) => define(parent, key, nudge(dice, parent[key])),
  (dice, parent, key) => define(parent, key, nudge(dice, parent[key])),
  (dice, parent, key) => define(parent, key, hostile(dice)),
  (dice, parent, key) => define(parent, key, hostile(dice)),
];

/** A value of its own, so that no other execution sees what becomes of it. */
function hostile(dice: Dice): unknown {
  const value = dice.once(20_000) ? dice.pick(largeValues)() : dice.pick(plainValues);
  return copyPlain(value);
}

function remove(parent: Parent, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function rename(dice: Dice, parent: Parent, key: string): void {
  if (Array.isArray(parent)) return;
  const value = parent[key];
  delete parent[key];
  define(parent, dice.once(3) ? dice.pick(Object.keys(parent).concat("id")) : dice.pick(hostileKeys), value);
}

function swap(dice: Dice, parent: Parent, key: string): void {
  const other = dice.pick(Object.keys(parent));
  const [a, b] = [parent[key], parent[other]];
  define(parent, key, b);
  define(parent, other, a);
}

function double(parent: Parent, key: string): void {
  const copy = copyPlain(parent[key]);
  if (Array.isArray(parent)) parent.splice(Number(key), 0, copy);
  else define(parent, `${key}_2`, copy);
}

function insert(dice: Dice, parent: Parent, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 0, hostile(dice));
  else define(parent, dice.pick(hostileKeys), hostile(dice));
}

function partOf(dice: Dice, spare: unknown): unknown {
  if (typeof spare !== "object" || spare === null) return spare;
  const place = findPlace(dice, spare as Parent);
  return place === undefined ? spare : copyPlain(place.parent[place.key]);
}

/** Something close to what stood there. */
function nudge(dice: Dice, value: unknown): unknown {
  if (typeof value === "number")
    return dice.pick([value + 1, value - 1, -value, value * 10, value / 3, String(value)]);
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return hostile(dice);
  const at = dice.below(value.length + 1);
  const [head, tail] = [value.slice(0, at), value.slice(at)];
  return dice.pick([
    tail + head,
    `${head}0${tail}`,
    `${head}${tail.slice(1)}`,
    `-${value}`,
    `${value}.${value}`,
    Number(value) || 0,
  ]);
}
