// Changes of a text or of bytes that know nothing of what it says.
import type { Dice } from "./dice.ts";

/** Pieces that mean something to a reader of JSON, or to one of bytes. */
const pieces: readonly string[] = [
  ...[
    '"',
    "\\",
    "\\u0000",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\n",
    "\r\n",
    "\u0000",
    "null",
    "true",
    "-",
    "+",
    "e400",
  ],
  ...[
    "1e400",
    "-0",
    "00",
    "9007199254740993",
    "0.1000000000000000055",
    '"__proto__":',
    '"event_id":"e",',
    "\ufeff",
    "\u2028",
    " ",
  ],
  ..."[".repeat(40).split(" "),
];
const encoder = new TextEncoder();

export function mutateText(dice: Dice, text: string, times: number): string {
  let changed = text;
  for (let turn = 0; turn < times; turn += 1) {
    const [from, length] = [dice.below(changed.length + 1), dice.below(dice.once(4) ? 200 : 6)];
    const [head, cut, tail] = [
      changed.slice(0, from),
      changed.slice(from, from + length),
      changed.slice(from + length),
    ];
    changed = dice.pick([
      () => head + tail,
      () => head + cut + cut + tail,
      () => head + dice.pick(pieces) + cut + tail,
      () => head + String.fromCharCode(dice.below(0x80)) + tail,
      () => head + cut + changed.slice(dice.below(changed.length + 1)),
    ])();
  }
  return changed;
}

export function mutateBytes(dice: Dice, bytes: Uint8Array, times: number): Uint8Array {
  const changed = Array.from(bytes);
  for (let turn = 0; turn < times; turn += 1) {
    const at = dice.below(changed.length + 1);
    const way = dice.below(3);
    if (way === 0) changed.splice(at, dice.below(4), ...encoder.encode(dice.pick(pieces)));
    else if (way === 1) changed.splice(at, dice.below(20));
    else if (at < changed.length)
      changed[at] = dice.once(2) ? dice.below(256) : (changed[at] ?? 0) ^ (1 << dice.below(8));
  }
  return Uint8Array.from(changed);
}

/** The bytes cut wherever, also into nothing. */
export function cutBytes(dice: Dice, bytes: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = dice.once(3) ? dice.below(4) : dice.below(bytes.length) + 1;
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}
