import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineSplitter } from "../../src/session/lineSplitter.ts";

const text = fc.string({ unit: fc.constantFrom("a", "é", "€", "😀", "\n", "\n", "\r", "\ufeff", "{}") });
const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 12 });
const most = fc.integer({ min: 0, max: 24 });

/** Lines as texts, null for one that is too long. */
function split(pieces: readonly Uint8Array[], mostBytes: number): (readonly [number, string | null])[] {
  const splitter = createLineSplitter(mostBytes);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  // Read at once: what comes later may overwrite the bytes.
  const read = (lines: ReturnType<typeof splitter.push>) =>
    lines.map(({ number, bytes }) => [number, bytes === undefined ? null : decoder.decode(bytes)] as const);
  return [...pieces.flatMap((piece) => read(splitter.push(piece))), ...read(splitter.end())];
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => Math.min(place, bytes.length)), bytes.length].sort(
    (a, b) => a - b,
  );
  return sorted.map((from, at) => bytes.subarray(from, sorted[at + 1] ?? from));
}

describe("createLineSplitter", () => {
  it("makes the same lines of the same bytes, wherever the pieces end", () => {
    fc.assert(
      fc.property(text, cuts, most, (whole, places, mostBytes) => {
        const bytes = new TextEncoder().encode(whole);
        const parts = whole.split("\n");
        const expected = (parts.at(-1) === "" ? parts.slice(0, -1) : parts).map((line, at) => [
          at + 1,
          new TextEncoder().encode(line).length > mostBytes ? null : line,
        ]);
        expect(split(cut(bytes, places), mostBytes)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("holds no more of a line than it may have, however long the line is", () => {
    const splitter = createLineSplitter(1_048_576);
    const piece = new Uint8Array(65_536).fill(0x61);
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 3200; count += 1) expect(splitter.push(piece)).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1_048_576);
    expect(splitter.push(new Uint8Array([0x0a, 0x62, 0x0a]))).toEqual([
      { number: 1, bytes: undefined },
      { number: 2, bytes: new Uint8Array([0x62]) },
    ]);
    expect(splitter.end()).toEqual([]);
  });
});
