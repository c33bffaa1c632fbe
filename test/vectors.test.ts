// What other engines answer to the same question. Where we answer otherwise on purpose, `differences.json` says why, and
// what we answer.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answer } from "./vectors/answer.ts";
import type { Answer } from "./vectors/answerShape.ts";
import { plainNumber } from "./vectors/numbers.ts";

type Vector = Parameters<typeof answer>[0];

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

/** Numbers and instants in one spelling, so that 13.50 and 13.5 agree. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return plainText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

function plainText(text: string): string {
  if (/^-?\d+(\.\d+)?(\/\d+)?$/.test(text)) return plainNumber(text);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text).toISOString() : text;
}

/** Our answer to what the peer says something about, and to nothing else. */
function ours(vector: Vector): unknown {
  const given: Answer = answer(vector);
  return plain(given.error === undefined ? asked(given, vector.expected) : { error: given.error });
}

/** The members that are expected too; of a list, all elements. */
function asked(given: unknown, expected: unknown): unknown {
  if (Array.isArray(given) && Array.isArray(expected))
    return given.map((element, at) => asked(element, expected[at]));
  if (!isObject(given) || !isObject(expected)) return given;
  return Object.fromEntries(Object.keys(expected).map((key) => [key, asked(given[key], expected[key])]));
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
    expect(vectors.length).toBe(378);
  });
});
