import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDecimal } from "../../src/decimal/checkDecimal.ts";
import { decimalOf, formatDecimal } from "../../src/decimal/decimal.ts";
import {
  decimalOfMillionths,
  formatMillionths,
  millionthsInBytes,
  millionthsOfDecimal,
  millionthsOfNumber,
  millionthsOfText,
  millionthsOfTotal,
  putMillionths,
  putMillionthsInBytes,
} from "../../src/lane/millionths.ts";
import {
  anyNumber,
  anyText,
  millionths,
  millionthsText,
  mostQuantity,
  mostTotal,
  nearText,
} from "../arbitraries/millionths.ts";
import { runs } from "../laws.ts";
import { textOfWholes, wholesIn } from "./wholes.ts";

/** Law: what comes out is the value that the general reader reads, in millionths; or it is NaN, and nothing is said. */
function saysTheSame(given: unknown, read: number): void {
  const general = checkDecimal(given);
  const exact = general.ok ? wholesIn(formatDecimal(general.value), 6) : undefined;
  const fits = exact !== undefined && exact >= 0n && exact <= mostQuantity;
  // A minus before zero would make another zero.
  if (!Number.isNaN(read)) expect([read, Object.is(read, -0)]).toEqual([fits ? Number(exact) : "NaN", false]);
}

describe("millionths of what an event says", () => {
  it("of a number are those that the general reader reads, or NaN", () => {
    fc.assert(
      fc.property(anyNumber, fc.boolean(), (size, below) => {
        const value = below ? -size : size;
        saysTheSame(value, millionthsOfNumber(value));
      }),
      runs(6000),
    );
  });

  it("of text are those that the general reader reads, or NaN", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        saysTheSame(text, millionthsOfText(text));
      }),
      runs(6000),
    );
  });

  it("are there for every quantity of at most six places up to the bound, written in digits or as a number", () => {
    fc.assert(
      fc.property(millionths(mostQuantity), fc.nat({ max: 6 }), (value, zeros) => {
        const text = textOfWholes(value, 6);
        const places = (text.split(".")[1] ?? "").length;
        const padded =
          zeros > places ? `${text}${places === 0 ? "." : ""}${"0".repeat(zeros - places)}` : text;
        expect(millionthsOfText(padded)).toBe(Number(value));
        expect(millionthsOfNumber(Number(text))).toBe(Number(value));
        expect(millionthsOfDecimal(decimalOf(text))).toBe(Number(value));
      }),
      runs(4000),
    );
  });

  it("are NaN one millionth above the bound, with a seventh place, and below zero", () => {
    for (const text of ["1000000000.000001", "1000000000.0000001", "0.0000001", "-1", "-0.000001"])
      expect([text, millionthsOfText(text), millionthsOfNumber(Number(text))]).toEqual([text, NaN, NaN]);
  });

  it("of anything that is sent are those of a number or of text, and NaN for all else", () => {
    const others = [null, undefined, true, 5n, [5], ["5"], {}, Object(5), Object("5"), { valueOf: () => 5 }];
    for (const sent of [...others, 5.25, "5.25", 0.1 + 0.2, "0x5"]) {
      const put = Float64Array.of(7, 7, 7);
      putMillionths(sent, put, 1);
      expect([...put]).toEqual([7, sent === 5.25 || sent === "5.25" ? 5_250_000 : NaN, 7]);
    }
  });

  // Law: bytes are read from where they begin to where they end, whatever stands around them.
  it("of bytes are those of their text, wherever it stands", () => {
    const around = fc.string({ unit: fc.constantFrom(..."0123456789.-"), maxLength: 5 });
    fc.assert(
      fc.property(anyText, around, around, (text, before, after) => {
        const isPlain = [...text].every((character) => character <= "\u007f");
        fc.pre(isPlain);
        const bytes = new TextEncoder().encode(before + text + after);
        const read = millionthsInBytes(bytes, before.length, before.length + text.length);
        expect(read).toBe(millionthsOfText(text));
        const put = Float64Array.of(5, 5, 5);
        putMillionthsInBytes(bytes, before.length, before.length + text.length, put, 1);
        expect([...put]).toEqual([5, read, 5]);
      }),
      runs(4000),
    );
  });
});

describe("millionths of a total", () => {
  // Law: a total that a double holds is there; a larger one is NaN or past all that a table of pieces holds.
  it("are exact up to what a double holds, and never less than that beyond it", () => {
    fc.assert(
      fc.property(fc.oneof(millionthsText(2n * mostTotal), nearText), fc.boolean(), (size, below) => {
        const text = below && size !== "0" ? `-${size}` : size;
        const exact = wholesIn(text, 6);
        const read = millionthsOfTotal(decimalOf(text));
        if (exact !== undefined && exact >= 0n && exact <= mostTotal) expect(read).toBe(Number(exact));
        else expect(Number.isNaN(read) || (!below && read > Number(mostTotal))).toBe(true);
      }),
      runs(4000),
    );
  });

  it("become their text again", () => {
    fc.assert(
      fc.property(millionths(mostTotal), (value) => {
        const text = textOfWholes(value, 6);
        expect(formatMillionths(Number(value))).toBe(text);
        expect(formatDecimal(decimalOfMillionths(Number(value)))).toBe(text);
        expect(millionthsOfTotal(decimalOfMillionths(Number(value)))).toBe(Number(value));
      }),
      runs(4000),
    );
  });
});
