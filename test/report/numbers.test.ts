// Numbers on their way to people: groups of digits, shares, sums, and the round numbers of axes.
import { describe, expect, it } from "vitest";
import { formatAmount, formatNumber, opposite, percentOf } from "../../src/report/formatNumber.ts";
import {
  compareFractions,
  decimalText,
  exactText,
  fractionOf,
  minus,
  over,
  plus,
} from "../../src/report/fraction.ts";
import { tickLabel, ticks } from "../../src/report/ticks.ts";

describe("formatNumber", () => {
  it.each([
    ["1234567.891", " ", "1 234 567.891"],
    ["-1234", ",", "-1,234"],
    ["999", ",", "999"],
    ["100000000000000000000.000000000000000001", "'", "100'000'000'000'000'000'000.000000000000000001"],
    ["1234", "", "1234"],
    ["not a number", ",", "not a number"],
  ])("%s in groups", (text, grouping, written) => {
    expect(formatNumber(text, { grouping })).toBe(written);
  });

  it("writes amounts with at least the digits of the currency", () => {
    expect(formatAmount("1234.5", { digits: 2, grouping: "," })).toBe("1,234.50");
    expect(formatAmount("1234", { digits: 0, grouping: "" })).toBe("1234");
    expect(formatAmount("0.12345", { digits: 2, grouping: "" })).toBe("0.12345");
  });
});

describe("percentOf", () => {
  it.each([
    ["0.1", "10 %"],
    ["0.075", "7.5 %"],
    ["1", "100 %"],
    ["0", "0 %"],
    ["0.005", "0.5 %"],
    ["0.000000000000000001", "0.0000000000000001 %"],
    ["-0.19", "-19 %"],
    ["x", "x"],
  ])("of %s is %s", (share, written) => {
    expect(percentOf(share)).toBe(written);
  });
});

describe("opposite", () => {
  it("has no zero below zero", () => {
    expect([opposite("5"), opposite("-5"), opposite("0")]).toEqual(["-5", "5", "0"]);
  });
});

describe("fractions", () => {
  it("are exact, and rounded half away from zero where they are written short", () => {
    expect(exactText(minus(fractionOf("99999999999999999999.99"), fractionOf("0.000000000000000001")))).toBe(
      "99999999999999999999.989999999999999999",
    );
    const third = over(fractionOf("1"), fractionOf("3"));
    expect([decimalText(third, 4), decimalText(third, 0)]).toEqual(["0.3333", "0"]);
    const ties = ["0.125", "-0.125", "0.124", "-0.001"].map((text) => decimalText(fractionOf(text), 2));
    expect(ties).toEqual(["0.13", "-0.13", "0.12", "0"]);
    expect(compareFractions(over(fractionOf("-1"), fractionOf("-3")), third)).toBe(0);
    expect(compareFractions(over(fractionOf("1"), fractionOf("-3")), third)).toBe(-1);
  });
});

describe("plus", () => {
  it("keeps the finer of two scales, so that long sums stay small", () => {
    const terms = ["0.1", "1", "0.25", "-3.5", "0.001"].map(fractionOf);
    expect(terms.reduce(plus)).toEqual({ n: -2149n, d: 1000n });
    expect([...terms].reverse().reduce(plus)).toEqual({ n: -2149n, d: 1000n });
  });

  it("adds fractions whose denominators have nothing to do with each other", () => {
    expect(plus({ n: 1n, d: 3n }, { n: -1n, d: 2n })).toEqual({ n: -1n, d: 6n });
  });
});

describe("ticks", () => {
  const labels = (low: string, high: string, most = 6): string[] =>
    ticks(fractionOf(low), fractionOf(high), most).map(tickLabel);

  it.each([
    ["0", "10", ["0", "2", "4", "6", "8", "10"]],
    ["0", "1", ["0", "0.2", "0.4", "0.6", "0.8", "1"]],
    ["0", "7209.01", ["0", "2000", "4000", "6000"]],
    ["-5", "12", ["-5", "0", "5", "10"]],
    ["0", "30000000", ["0", "1·10⁷", "2·10⁷", "3·10⁷"]],
    ["0", "0.0000000003", ["0", "1·10⁻¹⁰", "2·10⁻¹⁰", "3·10⁻¹⁰"]],
    ["0", "99999999999999999999", ["0", "2·10¹⁹", "4·10¹⁹", "6·10¹⁹", "8·10¹⁹"]],
    ["0", "125000", ["0", "50000", "100000"]],
  ])("from %s to %s", (low, high, expected) => {
    expect(labels(low, high)).toEqual(expected);
  });

  it("write what is between powers of ten with its digits", () => {
    expect(labels("12300000", "12700000", 3)).toEqual(["1.24·10⁷", "1.26·10⁷"]);
  });
});
