// The comparison that every conformance case rests on.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeDifference } from "../../src/testing/describeDifference.ts";

describe("describeDifference", () => {
  it("finds none between a JSON value and its copy, whatever the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(describeDifference(structuredClone(value), value)).toBeNull();
      }),
    );
    expect(describeDifference({ a: 1, b: [2] }, { b: [2], a: 1 })).toBeNull();
  });

  it.each<[unknown, unknown, string]>([
    ["1.50", "1.5", 'value is "1.50", expected "1.5"'],
    [1, "1", 'value is 1, expected "1"'],
    [-0, 0, "value is -0, expected 0"],
    [null, {}, "value is null, expected an object"],
    [[], {}, "value is a list of 0, expected an object"],
    [[1], [1, 2], "value has 1 elements, expected 2"],
    [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }, "value.a.b.1 is 2, expected 3"],
    [{ a: 1, b: 2 }, { a: 1 }, "value.b is 2, expected none"],
    [{ a: 1 }, { a: 1, b: undefined }, "value.b is missing, expected undefined"],
    [{}, { toString: 1 }, "value.toString is missing, expected 1"],
    ["x".repeat(300), "", `value is "${"x".repeat(119)}… (302 characters), expected ""`],
  ])("says of %j and %j where they differ", (actual, expected, text) => {
    expect(describeDifference(actual, expected)).toBe(text);
  });
});
