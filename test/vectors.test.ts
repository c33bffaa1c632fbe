// What other engines answer to the same question. Where we answer otherwise on purpose, `differences.json` says why, and
// what we answer.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fraction, toText } from "./oracle/fraction.ts";
import { answer } from "./vectors/answer.ts";
import type { Answer, Vector } from "./vectors/vector.ts";

interface Difference {
  readonly reason: string;
  /** Our answer to each vector that the reason is about. */
  readonly ours: { readonly [id: string]: Answer };
}

const vectors = read("peers.jsonl")
  .trim()
  .split("\n")
  .map((line): Vector => JSON.parse(line));
const differences: readonly Difference[] = JSON.parse(read("differences.json"));
const onPurpose = differences.flatMap((difference) => Object.entries(difference.ours));

function read(name: string): string {
  return readFileSync(new URL(`vectors/${name}`, import.meta.url), "utf8");
}

/** Decimals in one spelling, so that 13.50 and 13.5 agree. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return /^-?\d+(\.\d+)?$/.test(value) ? toText(fraction(value)) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** Our answer to what the peer says something about, and to nothing else. */
function ours(vector: Vector): unknown {
  const given: Answer = answer(vector);
  if (given.error !== undefined) return { error: given.error };
  const asked = Object.keys(vector.expected) as (keyof Answer)[];
  return plain(Object.fromEntries(asked.map((key) => [key, given[key]])));
}

describe("vectors of peers", () => {
  const different = new Set(onPurpose.map(([id]) => id));
  const shared = vectors.filter(({ id }) => !different.has(id));

  it.each(shared.map((vector) => [vector.id, vector] as const))(
    "%s: we answer what they answer",
    (_, vector) => {
      expect(ours(vector)).toEqual(plain(vector.expected));
    },
  );

  it.each(onPurpose)("%s: we answer otherwise, on purpose", (id, answered) => {
    const vector = vectors.find((other) => other.id === id);
    if (vector === undefined) throw new Error(`differences.json names ${id}, which is no vector here`);
    expect(ours(vector)).toEqual(plain(answered));
    expect(plain(answered)).not.toEqual(plain(vector.expected));
  });

  it("differ for a reason that is told, each for one", () => {
    expect(differences.filter(({ reason }) => reason.length <= 20)).toEqual([]);
    expect(different.size).toBe(onPurpose.length);
  });

  it("are all there, each once", () => {
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
    expect(vectors.length).toBe(260);
  });
});
