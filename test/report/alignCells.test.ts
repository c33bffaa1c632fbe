import { describe, expect, it } from "vitest";
import { alignDecimals, alignText, padFraction } from "../../src/report/alignCells.ts";

describe("alignText", () => {
  it("makes cells equally wide on a terminal", () => {
    expect(alignText(["", "fee", "e\u0301", "料金"])).toEqual(["    ", "fee ", "e\u0301   ", "料金"]);
  });

  it("takes more cells than a call has room for arguments", () => {
    const cells = alignText([...Array.from({ length: 200_000 }, () => "a"), "fee"]);
    expect([cells.length, cells[0], cells.at(-1)]).toEqual([200_001, "a  ", "fee"]);
  });
});

describe("alignDecimals", () => {
  it("puts the points below each other", () => {
    expect(alignDecimals("N", ["1", "10.25", "", "-0.125"])).toEqual([
      "     N",
      " 1    ",
      "10.25 ",
      "      ",
      "-0.125",
    ]);
  });

  it("is as wide as its head", () => {
    expect(alignDecimals("Head", ["1"])).toEqual(["Head", "   1"]);
  });

  it("takes more cells than a call has room for arguments", () => {
    const cells = alignDecimals("N", [...Array.from({ length: 200_000 }, () => "1"), "10.25"]);
    expect([cells.length, cells[1], cells.at(-1)]).toEqual([200_002, " 1   ", "10.25"]);
  });
});

describe("padFraction", () => {
  it.each([
    ["2500", 2, "2500.00"],
    ["0.5", 2, "0.50"],
    ["0.125", 2, "0.125"],
    ["-3", 0, "-3"],
    ["-3", 3, "-3.000"],
  ])("%s with %i digits is %s", (decimal, digits, padded) => {
    expect(padFraction(decimal, digits)).toBe(padded);
  });
});
