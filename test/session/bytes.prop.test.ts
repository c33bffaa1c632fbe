import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createByteArena } from "../../src/session/byteArena.ts";
import {
  lengthOfContent,
  type PlainContent,
  readContent,
  writeContent,
} from "../../src/session/plainContent.ts";
import { readVarint, sizeOfVarint, writeVarint } from "../../src/session/varint.ts";
import { millionths, mostQuantity, mostTotal } from "../arbitraries/millionths.ts";
import { runs } from "../laws.ts";

/** Whole numbers below 2^53, many of them where one more byte is needed. */
const whole: fc.Arbitrary<number> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: -2, max: 2 }))
    .map(([sevens, step]) => Math.max(0, 128 ** sevens + step)),
  fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 127 * 2 ** 31),
  millionths(mostTotal).map(Number),
);

describe("whole numbers in few bytes", () => {
  it("are read as they were written, one after the other, each in as many bytes as it takes", () => {
    fc.assert(
      fc.property(fc.array(whole, { maxLength: 12 }), (values) => {
        const bytes = new Uint8Array(200).fill(0xaa);
        let end = 3;
        for (const value of values) {
          const next = writeVarint(bytes, end, value);
          expect(next - end).toBe(sizeOfVarint(value));
          end = next;
        }
        let at = 3;
        for (const value of values) {
          expect(readVarint(bytes, at)).toBe(value);
          at += sizeOfVarint(value);
        }
        expect([at, bytes[2], bytes[end]]).toEqual([end, 0xaa, 0xaa]);
      }),
      runs(2000),
    );
  });
});

const content: fc.Arbitrary<PlainContent> = fc.record({
  metric: fc.oneof(fc.constantFrom(0, 127, 128, 16_384), fc.nat({ max: 300 })),
  quantity: millionths(mostQuantity).map(Number),
  instant: fc.oneof(
    fc.nat({ max: 7_258_118_399 }).map((seconds) => seconds * 1000),
    fc.integer({ min: 0, max: 7_258_118_399_999 }),
  ),
});

function bytesOf({ metric, quantity, instant }: PlainContent): Uint8Array {
  const bytes = new Uint8Array(60);
  const end = writeContent(bytes, 3, metric, Float64Array.of(-1, quantity), Float64Array.of(-1, instant), 1);
  return bytes.slice(3, end);
}

describe("what a plain event says, in bytes", () => {
  it("is read as it was written, wherever it stands, and ends where it ends", () => {
    fc.assert(
      fc.property(content, fc.nat({ max: 5 }), (said, from) => {
        const block = new Uint8Array(60).fill(0xff);
        const bytes = bytesOf(said);
        block.set(bytes, from);
        expect(readContent(block, from)).toEqual(said);
        expect(lengthOfContent(block, from)).toBe(bytes.length);
      }),
      runs(2000),
    );
  });

  // Law: contents are equal exactly if their bytes are, though what was written before may lie behind them.
  it("has the same bytes as what says the same, and no other", () => {
    const near = fc.tuple(content, content, fc.constantFrom("metric", "quantity", "instant"));
    fc.assert(
      fc.property(near, fc.boolean(), ([a, other, field], differs) => {
        const b = differs ? { ...a, [field]: other[field as keyof PlainContent] } : { ...a };
        const equal = JSON.stringify(a) === JSON.stringify(b);
        expect(bytesOf(a).join() === bytesOf(b).join()).toBe(equal);
      }),
      runs(2000),
    );
  });
});

describe("bytes that stay where they are", () => {
  it("are found again, in order, with no two in one place, over the ends of blocks", () => {
    const lengths = fc.array(fc.constantFrom(1, 2, 40, 255, 270), {
      minLength: 1,
      maxLength: 900,
      size: "max",
    });
    fc.assert(
      fc.property(lengths, (list) => {
        const arena = createByteArena(
          (block, at) => (block[at] as number) * 256 + (block[at + 1] as number) + 2,
        );
        const places = list.map((length, value) => {
          const place = arena.take(length + 2);
          const [block, at] = [arena.block(place), arena.within(place)];
          block.set([length >> 8, length & 255], at);
          block.fill(value & 255, at + 2, at + 2 + length);
          return place;
        });
        expect([...arena.places()]).toEqual(places);
        for (const [value, place] of places.entries()) {
          const [block, at] = [arena.block(place), arena.within(place)];
          const bytes = block.subarray(at + 2, at + 2 + (list[value] ?? 0));
          expect([bytes.length, bytes.every((byte) => byte === (value & 255))]).toEqual([list[value], true]);
        }
      }),
      runs(30),
    );
  });
});
