import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  billingPeriods,
  type Charge,
  createRater,
  type LineRefusal,
  openNdjson,
  type Rater,
  rateNdjson,
} from "../../src/index.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { decodeUtf8 } from "../../src/session/decodeUtf8.ts";
import { readUsageLine } from "../../src/session/readUsageLine.ts";
import { manyWorlds } from "../arbitraries/manyWorlds.ts";
import { lineOf, type Writing, writing } from "../arbitraries/usageLines.ts";
import { runs } from "../laws.ts";
import { agree, termsOfWorld } from "./ratedInWays.ts";

/** What a file came to, whatever way it went. */
interface Came {
  readonly tally: readonly number[];
  readonly refusals: readonly LineRefusal[];
  readonly charges: readonly (readonly [line: number, charge: Charge])[];
  readonly states: readonly unknown[];
  readonly drafts: readonly unknown[];
}

const encoder = new TextEncoder();

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => Math.min(place, bytes.length)), bytes.length].sort(
    (a, b) => a - b,
  );
  return sorted.slice(1).map((end, at) => bytes.slice(sorted[at], end));
}

function comeTo(
  rater: Rater,
  periods: ReadonlyMap<string, ReturnType<typeof billingPeriods>>,
): Pick<Came, "states" | "drafts"> {
  return {
    states: rater.contracts.map((contract) => rater.state(contract)),
    drafts: [...periods].flatMap(([contract, list]) => list.map((period) => rater.draft(period, contract))),
  };
}

/** Every line through the parsers, and every event as an object. */
function byObjects(rater: Rater, lines: readonly string[]): Pick<Came, "tally" | "refusals" | "charges"> {
  const refusals: LineRefusal[] = [];
  const charges: (readonly [number, Charge])[] = [];
  let [accepted, duplicates, rejected] = [0, 0, 0];
  for (const [at, text] of lines.entries()) {
    const line = at + 1;
    for (const { event_id, place, parsed } of readUsageLine({ number: line, bytes: encoder.encode(text) })) {
      const where = { line, ...(place === undefined ? {} : { place }), event_id };
      if (!parsed.ok) {
        rejected += 1;
        refusals.push({ ...where, issues: parsed.issues });
        continue;
      }
      const rated = rater.rate(parsed.value);
      const { status, duplicate, code, error = "" } = rated.outcome;
      for (const charge of rated.charges) charges.push([line, charge]);
      if (status === "rejected") rejected += 1;
      else if (duplicate === true) duplicates += 1;
      else accepted += 1;
      if (code !== undefined) refusals.push({ ...where, issues: [{ code, path: "", message: error }] });
    }
  }
  return { tally: [lines.length, accepted, duplicates, rejected], refusals, charges };
}

const writings = fc.array(writing, { minLength: 1, maxLength: 12 });
const cuts = fc.array(fc.nat({ max: 4000 }), { maxLength: 10 });

/** Mostly one way of writing, as a program has: the plain way is only found where lines are alike. */
function writingOf(list: readonly Writing[], at: number, mixed: boolean): Writing {
  const [first] = list;
  const one = list[at % list.length];
  if (first === undefined || one === undefined) throw new Error("there is at least one");
  return mixed || at % 5 === 4 ? one : { ...first, change: at % 3 === 0 ? "number" : "none" };
}

describe("usage from the bytes of NDJSON", () => {
  it("comes to what its lines, parsed and rated as objects, come to: verdicts, codes, charges, states, drafts", () => {
    fc.assert(
      fc.property(manyWorlds(), writings, cuts, fc.boolean(), ({ worlds, events }, list, places, mixed) => {
        const terms = worlds.map(termsOfWorld);
        const periods = new Map(
          worlds.map(({ contract, focus }) => [contract.id, billingPeriods(contract, focus, focus)] as const),
        );
        const lines = events
          .filter((event): event is UsageEvent => isRecord(event))
          .map((event, at) => lineOf(event, writingOf(list, at, mixed)));
        const bytes = encoder.encode(lines.join("\n"));
        const refusals: LineRefusal[] = [];
        const charges: (readonly [number, Charge])[] = [];
        const { tally, rater } = rateNdjson(cut(bytes, places), terms, {
          rated(columns) {
            for (let at = 0; at < columns.length; at += 1)
              charges.push([columns.event[at] as number, columns.charge(at)]);
          },
          refused: (refusal) => refusals.push(refusal),
        });
        const own: Came = {
          tally: [tally.lines, tally.accepted, tally.duplicates, tally.rejected],
          refusals,
          charges,
          ...comeTo(rater, periods),
        };
        const other = createRater(terms);
        // Without a line feed an empty last line is none.
        const whole = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
        agree(own, { ...byObjects(other, whole), ...comeTo(other, periods) });
      }),
      runs(150),
    );
  });

  it("comes to the same without a listener, and whatever is written over a chunk that was taken", () => {
    fc.assert(
      fc.property(manyWorlds(), cuts, ({ worlds, events }, places) => {
        const terms = worlds.map(termsOfWorld);
        const lines = events
          .filter((event): event is UsageEvent => isRecord(event))
          .map((event) => JSON.stringify(event));
        const bytes = encoder.encode(`${lines.join("\n")}\n`);
        const rater = createRater(terms);
        const stream = openNdjson(rater);
        const buffer = new Uint8Array(bytes.length);
        for (const chunk of cut(bytes, places)) {
          const taken = buffer.subarray(0, chunk.length);
          taken.set(chunk);
          stream.push(taken);
          taken.fill(0x7b);
        }
        stream.end();
        const other = createRater(terms);
        byObjects(other, lines);
        agree(
          rater.contracts.map((contract) => rater.state(contract)),
          other.contracts.map((contract) => other.state(contract)),
        );
      }),
      runs(60),
    );
  });

  it("takes for UTF-8 what a strict decoder takes, and as the same text", () => {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const strict = (bytes: Uint8Array): string | undefined => {
      try {
        return decoder.decode(bytes);
      } catch {
        return undefined;
      }
    };
    const byte = fc.oneof(
      fc.constantFrom(0x00, 0x41, 0x7f, 0x80, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef),
      fc.constantFrom(0xf0, 0xf4, 0xf5, 0xff, 0x8f, 0x90, 0x9f, 0xbb),
      fc.nat({ max: 255 }),
    );
    const text = fc.string({ unit: "binary" }).map((value) => [...encoder.encode(value)]);
    const bytes = fc
      .array(
        fc.oneof(
          byte.map((one) => [one]),
          text,
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.flat());
    fc.assert(
      fc.property(bytes, (list) => {
        const given = Uint8Array.from(list);
        expect(decodeUtf8(given)).toBe(strict(given));
      }),
      runs(3000),
    );
  });
});

function isRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    // Circles, large integers and getters that throw are no matter in a file.
    return false;
  }
}
