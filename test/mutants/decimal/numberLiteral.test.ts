import { describe, expect, test } from "vitest";
import { plainNotation, readLiteral } from "../../../src/decimal/numberLiteral.ts";

describe("a number literal is read as its sign, its digits and its point", () => {
  test.each([
    ["1", "", "1", 1],
    ["-12.5", "-", "125", 2],
    ["1200", "", "12", 4],
    ["0.00120", "", "12", -2],
    ["-1.50e3", "-", "15", 4],
    ["25E-1", "", "25", 1],
    ["1e+21", "", "1", 22],
    ["10e0", "", "1", 2],
  ])("%s", (literal, sign, digits, point) => {
    expect(readLiteral(literal)).toEqual({ sign, digits, point });
  });

  test.each(["0", "-0", "0.000", "0e5", "-0.0e-7", "00"])("%s is zero, which has no sign", (literal) => {
    expect(readLiteral(literal)).toEqual({ sign: "", digits: "", point: 0 });
  });
});

describe("its plain notation has the same value and no exponent", () => {
  test.each([
    ["1e-7", "0.0000001"],
    ["-1.5e-2", "-0.015"],
    ["0.5", "0.5"],
    ["-12.50", "-12.5"],
    ["125e-2", "1.25"],
    ["125e0", "125"],
    ["-1.25e2", "-125"],
    ["1.25e4", "12500"],
  ])("%s is %s", (literal, plain) => {
    expect(plainNotation(readLiteral(literal))).toBe(plain);
  });
});
