// Ids of events in all forms: UUIDs, what nearly is one, and any other text from too short to too long.
import fc from "fast-check";

const hex = fc.constantFrom(..."0123456789abcdef");
const block = (length: number) =>
  fc.array(hex, { minLength: length, maxLength: length }).map((parts) => parts.join(""));

const uuid: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(block(8), block(4), block(4), block(4), block(12)).map((parts) => parts.join("-")),
  // Few of them, so that they meet again, and differ in one digit.
  fc.constantFrom("0", "1", "f").map((digit) => `0000000${digit}-0000-4000-8000-000000000000`),
  fc.constantFrom("0", "1", "f").map((digit) => `00000000-0000-4000-8000-00000000000${digit}`),
);

/** Each makes of a UUID something that has to stay another id, or is none. */
const changes: readonly ((id: string, at: number) => string)[] = [
  (id) => id.toUpperCase(),
  (id, at) => id.slice(0, at) + id.slice(at, at + 1).toUpperCase() + id.slice(at + 1),
  (id, at) => `${id.slice(0, at)}g${id.slice(at + 1)}`,
  (id, at) => `${id.slice(0, at)}-${id.slice(at + 1)}`,
  (id, at) => `${id.slice(0, at)} ${id.slice(at + 1)}`,
  (id, at) => `${id.slice(0, at)}/${id.slice(at + 1)}`,
  // Characters whose lower byte is that of a digit or of a dash.
  (id, at) => `${id.slice(0, at)}\u0130${id.slice(at + 1)}`,
  (id, at) => `${id.slice(0, at)}\u0161${id.slice(at + 1)}`,
  (id, at) => `${id.slice(0, at)}\uff2d${id.slice(at + 1)}`,
  (id) => id.replace("-", "\u012d"),
  (id) => id.replace("-", "_"),
  (id) => id.replaceAll("-", ""),
  (id) => id.slice(1),
  (id) => `${id}0`,
  (id) => `{${id}}`,
  (id) => id.replace(/^(.{8})-(.)/, "$1$2-"),
  (id) => id.replace(/[a-f]/g, ":"),
];

const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).filter(
  (one) => one !== "/",
);

/** Ids, and a few texts that are none. */
export const eventId: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: uuid },
  {
    weight: 3,
    arbitrary: fc
      .tuple(uuid, fc.constantFrom(...changes), fc.nat({ max: 35 }))
      .map(([id, change, at]) => change(id, at)),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(...printable), { minLength: 1, maxLength: 40 })
      .map((parts) => parts.join("")),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("a", "b", "~", "!"),
        fc.constantFrom(1, 2, 3, 4, 5, 15, 16, 17, 35, 36, 127, 128, 254, 255, 256),
      )
      .map(([character, length]) => character.repeat(length)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", " ", "/", "\u007f", "é", "ÿ", "\u0141", "a\n", "a/b", "\u{1f600}"),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);
