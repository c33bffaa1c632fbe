// The grammar, against the runtime's own reader.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultInJson } from "../../src/intake/faultInJson.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const pieces = [
  ...[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "\\u00",
    "\\n",
    " ",
    "\n",
    "\t",
    "\r",
    "\u00a0",
    "\u0000",
    "\u001f",
  ],
  ...[
    "a",
    '"a"',
    '"a":',
    "0",
    "-",
    "1",
    ".5",
    "e+2",
    "E",
    "true",
    "false",
    "null",
    "nul",
    "NaN",
    "\ud800",
    "\u2028",
  ],
];

describe("faultInJson", () => {
  it("finds no fault in a text exactly when JSON.parse reads it", () => {
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (given) => {
        expect(faultInJson(given) === undefined).toBe(isJson(given));
      }),
      { numRuns: 5000 },
    );
  });

  it("finds no fault in what JSON.stringify writes, and finds each cut of it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom(undefined, 2), (value, cut, indent) => {
        const text = JSON.stringify([value], null, indent);
        expect(faultInJson(text)).toBe(undefined);
        const short = text.slice(0, cut % text.length);
        expect(faultInJson(short)).toBeLessThanOrEqual(short.length);
      }),
    );
  });

  it("finds no fault after a change of one character exactly when JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom(...pieces), (text, place, piece) => {
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + piece + text.slice(at + (place % 2));
        expect(faultInJson(changed) === undefined).toBe(isJson(changed));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["", 0],
    ["x", 0],
    ['{"a":1,}', 7],
    ["[1 2]", 3],
    ['"\\x"', 0],
    ["[1", 2],
    ["1 1", 2],
    ['{"a" 1}', 5],
  ])("says where %j goes wrong", (text, at) => {
    expect(faultInJson(text)).toBe(at);
  });

  it("reads text of any depth and length", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    expect(faultInJson(deep)).toBe(undefined);
    expect(faultInJson(deep.slice(1))).toBe(deep.length - 2);
    expect(faultInJson(`"${"a\\n".repeat(300_000)}"`)).toBe(undefined);
  });
});
