// The bounds of what is taken as a decimal, from text and from numbers, each beside its neighbour that is refused.
import { describe, expect, it } from "vitest";
import { checkDecimal, checkOwnText } from "../../../src/decimal/checkDecimal.ts";
import { formatDecimal } from "../../../src/decimal/decimal.ts";

function answer(input: unknown): string {
  const check = checkDecimal(input);
  return check.ok ? formatDecimal(check.value) : check.code;
}

function messageOf(input: unknown): string {
  const check = checkDecimal(input);
  return check.ok ? "" : check.message;
}

describe("checkDecimal", () => {
  it("takes 20 digits before the point, and a sign does not count as one", () => {
    expect(answer("12345678901234567890")).toBe("12345678901234567890");
    expect(answer("-12345678901234567890")).toBe("-12345678901234567890");
    expect(answer("123456789012345678901")).toBe("decimal_out_of_range");
    expect(answer("-123456789012345678901")).toBe("decimal_out_of_range");
  });

  it("takes 18 digits after the point", () => {
    expect(answer("0.123456789012345678")).toBe("0.123456789012345678");
    expect(answer("0.1234567890123456789")).toBe("decimal_scale_exceeded");
  });

  it("says of 64 characters what is wrong with the number, of 65 that they are too many", () => {
    expect(answer("1".repeat(64))).toBe("decimal_out_of_range");
    expect(answer("1".repeat(65))).toBe("decimal_too_long");
  });

  it("takes every safe integer, also those of 16 digits", () => {
    expect(answer(9007199254740991)).toBe("9007199254740991");
    expect(answer(-9007199254740991)).toBe("-9007199254740991");
    expect(answer(9007199254740992)).toBe("number_not_exact");
  });

  it("takes 15 significant digits of a number, wherever the point is", () => {
    expect(answer(0.000123456789012345)).toBe("0.000123456789012345");
    expect(answer(123456.789012345)).toBe("123456.789012345");
    expect(answer(0.1234567890123456)).toBe("number_not_exact");
    expect(answer(12345678.12345678)).toBe("number_not_exact");
  });

  it("reads a number that JavaScript prints with an exponent", () => {
    expect(answer(1e-7)).toBe("0.0000001");
    expect(answer(-1e-7)).toBe("-0.0000001");
    expect(answer(1.25e-8)).toBe("0.0000000125");
    expect(answer(-1.25e-8)).toBe("-0.0000000125");
    expect(answer(1e-18)).toBe("0.000000000000000001");
    expect(answer(1e-19)).toBe("decimal_scale_exceeded");
  });

  it("counts the digits of a large number without its sign", () => {
    expect(messageOf(1e21)).toBe("must have at most 20 digits before the decimal point, has 22");
    expect(messageOf(-1.5e22)).toBe("must have at most 20 digits before the decimal point, has 23");
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("refuses %s", (value) => {
    expect(answer(value)).toBe("decimal_invalid_type");
    expect(messageOf(value)).toContain(`finite number, got ${value}`);
  });

  it.each([
    { input: null, name: "null" },
    { input: undefined, name: "undefined" },
    { input: [], name: "an array" },
    { input: {}, name: "an object" },
    { input: true, name: "boolean" },
    { input: 1n, name: "bigint" },
  ])("says of what is neither text nor number that it got $name", ({ input, name }) => {
    expect(answer(input)).toBe("decimal_invalid_type");
    expect(messageOf(input)).toBe(`must be a decimal string such as "12.5", got ${name}`);
  });
});

describe("checkOwnText", () => {
  it("takes 256 characters and no more", () => {
    expect(checkOwnText("1".repeat(256)).ok).toBe(true);
    expect(checkOwnText("1".repeat(257)).ok).toBe(false);
  });

  it.each([{ text: ["1"] }, { text: undefined }, { text: null }, { text: 1 }, { text: "1e3" }, { text: "" }])(
    "refuses $text, which is not plain decimal text",
    ({ text }) => {
      expect(checkOwnText(text)).toMatchObject({ ok: false, code: "decimal_invalid_format" });
    },
  );
});
