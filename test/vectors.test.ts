// What other engines answer to the same question. Where we answer otherwise on purpose, `differences.json` says why, and
// what we answer.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fraction, toText } from "./oracle/fraction.ts";
import { answer } from "./vectors/answer.ts";
import type { Answer, Vector } from "./vectors/vector.ts";

interface Difference {
  readonly id: string;
  readonly reason: string;
  readonly ours: Answer;
}

const vectors = read("peers.jsonl")
  .trim()
  .split("\n")
  .map((line): Vector => JSON.parse(line));
const differences: readonly Difference[] = JSON.parse(read("differences.json"));
const onPurpose = new Map(differences.map((difference) => [difference.id, difference]));

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
  const shared = vectors.filter(({ id }) => !onPurpose.has(id));

  it.each(shared.map((vector) => [vector.id, vector] as const))(
    "%s: we answer what they answer",
    (_, vector) => {
      expect(ours(vector)).toEqual(plain(vector.expected));
    },
  );

  it.each(differences.map((difference) => [difference.id, difference] as const))(
    "%s: we answer otherwise, on purpose",
    (id, difference) => {
      const vector = vectors.find((other) => other.id === id);
      if (vector === undefined) throw new Error(`differences.json names ${id}, which is no vector here`);
      expect(ours(vector)).toEqual(plain(difference.ours));
      expect(plain(difference.ours)).not.toEqual(plain(vector.expected));
      expect(difference.reason.length).toBeGreaterThan(20);
    },
  );

  it("agree on included units as a free first tier too, where that is how the ladder is written", () => {
    const tiers = [
      { up_to: "50", unit_amount: "0" },
      { up_to: "150", unit_amount: "0.1" },
      { up_to: "550", unit_amount: "0.05" },
      { up_to: null, unit_amount: "0.02" },
    ];
    const asTier = vectors.filter(({ config }) => config.included === "50");
    expect(asTier.map(({ input }) => input.quantity)).toEqual(["30", "51", "600"]);
    for (const vector of asTier)
      expect(ours({ ...vector, config: { tiers } })).toEqual(plain(vector.expected));
  });

  it("are all there, each once", () => {
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
    expect(vectors.length).toBe(155);
  });
});
