import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idPattern } from "../../src/model/id.ts";
import { createEventId, hashId } from "../../src/session/eventId.ts";
import { createEventMemory, type EventMemory } from "../../src/session/eventMemory.ts";
import type { PlainContent } from "../../src/session/plainContent.ts";
import { seatsInMemory } from "../../src/session/seats.ts";
import { eventId } from "../arbitraries/eventIds.ts";
import { millionths, mostQuantity } from "../arbitraries/millionths.ts";
import { runs } from "../laws.ts";

type Content = PlainContent | string;

const instant = fc.oneof(
  fc.constantFrom(
    0,
    999,
    1000,
    1001,
    127_000,
    128_000,
    1_767_225_600_000,
    1_767_225_600_001,
    7_258_118_399_999,
  ),
  fc.integer({ min: 0, max: 7_258_118_400 }).map((seconds) => seconds * 1000),
  fc.integer({ min: 0, max: 7_258_118_399_999 }),
);

const content: fc.Arbitrary<Content> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ metric: fc.constantFrom(0, 1, 127, 128, 20_000), quantity: quantity(), instant }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "[]", '["calls","1",0,null,null]', '["calls","1",0,"acme",null]'),
  },
);

function quantity(): fc.Arbitrary<number> {
  return fc.oneof(
    millionths(mostQuantity).map(Number),
    fc.integer({ min: 0, max: 200 }).map((units) => units * 10_000),
  );
}

const contract = fc.constantFrom(0, 1, 2, 127, 128, 300, 16_383, 16_384, 2_097_152);

function say(memory: EventMemory, said: Content): void {
  if (typeof said === "string") memory.saysText(said);
  else memory.saysPlain(said.metric, said.quantity, said.instant);
}

const same = (a: Content | undefined, b: Content): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a memory has to know: for each contract, what the event of each id said, in order of arrival. */
type Known = Map<number, Map<string, Content>>;

/** Law: a memory answers as a table of whole ids and contents does. */
function answersLikeTable(memory: EventMemory, known: Known, owner: number, id: string, said: Content): void {
  const isId = memory.name(owner, id);
  if (isId !== idPattern.test(id)) expect([id, isId]).toEqual([id, idPattern.test(id)]);
  if (!isId) return;
  say(memory, said);
  const own = known.get(owner) ?? new Map<string, Content>();
  known.set(owner, own);
  const before = own.get(id);
  const expected = before === undefined ? "new" : same(before, said) ? "same" : "other";
  const found = memory.find();
  if (found !== expected) expect([owner, id, said, found]).toEqual([owner, id, said, expected]);
  if (found !== "new") return;
  own.set(id, said);
  const place = memory.keep();
  if (memory.idAt(place) !== id) expect(memory.idAt(place)).toBe(id);
}

function tellsAll(memory: EventMemory, known: Known): void {
  for (const [owner, own] of known) expect([...memory.events(owner)]).toEqual([...own]);
}

describe("the memory of events", () => {
  it("knows every event by contract and id, what it said, and in which order they came", () => {
    const event = fc.tuple(contract, eventId, content);
    const again = fc.nat({ max: 30 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(event, again, fc.boolean()), { maxLength: 60 }),
        fc.integer(),
        (list, seed) => {
          const memory = createEventMemory(seed);
          const known: Known = new Map();
          for (const [at, [[owner, id, said], back, other]] of list.entries()) {
            answersLikeTable(memory, known, owner, id, said);
            // One of the events before it once more, in the same words or in these; and in another contract.
            const [earlier] = list[Math.max(0, at - back)] ?? [[owner, id, said]];
            answersLikeTable(memory, known, earlier[0], earlier[1], other ? said : earlier[2]);
            answersLikeTable(memory, known, owner, earlier[1], earlier[2]);
          }
          tellsAll(memory, known);
        },
      ),
      runs(300),
    );
  });

  it("reads ids from bytes of JSON as from text, wherever they stand, but for those that JSON has to escape", () => {
    fc.assert(
      fc.property(eventId, fc.string({ maxLength: 4 }), (id, around) => {
        const isAscii = [...id].every((character) => character <= "\u007f");
        fc.pre(isAscii);
        const memory = createEventMemory(3);
        const [before, text] = [new TextEncoder().encode(around), new TextEncoder().encode(id + around)];
        const bytes = Uint8Array.from([...before, ...text]);
        expect(memory.nameBytes(5, bytes, before.length, before.length + id.length)).toBe(
          idPattern.test(id) && !/["\\]/.test(id),
        );
        if (!idPattern.test(id) || /["\\]/.test(id)) return;
        memory.saysText("one");
        memory.keep();
        memory.name(5, id);
        expect(memory.find()).toBe("same");
      }),
      runs(1000),
    );
  });

  it("keeps names waiting in their seats until they are chosen", () => {
    const named = fc.tuple(
      contract,
      eventId.filter((id) => idPattern.test(id)),
    );
    fc.assert(
      fc.property(
        fc.array(named, { minLength: 1, maxLength: seatsInMemory }),
        fc.boolean(),
        (list, fetches) => {
          const memory = createEventMemory(9);
          for (const [seat, [owner, id]] of list.entries()) expect(memory.name(owner, id, seat)).toBe(true);
          if (fetches) memory.fetch(list.length);
          const known = new Set<string>();
          for (const [seat, [owner, id]] of list.entries()) {
            memory.choose(seat);
            memory.saysPlainAt(1, Float64Array.of(5, seat), Float64Array.of(7, 1000), 1);
            const found = memory.find();
            expect(found === "new").toBe(!known.has(`${owner} ${id}`));
            if (found === "new") expect(memory.idAt(memory.keep())).toBe(id);
            known.add(`${owner} ${id}`);
          }
        },
      ),
      runs(150),
    );
  });

  it("brings in what is needed for seats that nobody has sat in", () => {
    const memory = createEventMemory(9);
    expect(() => memory.fetch(seatsInMemory)).not.toThrow();
  });
});

describe("the memory of many events", () => {
  it("loses none of them, nor takes one for another, however many there are", () => {
    const memory = createEventMemory(11);
    const ids = Array.from({ length: 60_000 }, (_, at) => [`evt_${at}`, uuidOf(at)]).flat();
    for (const [at, id] of ids.entries()) {
      const isId = memory.name(at % 3, id);
      memory.saysPlain(0, at, 1000 * at);
      // Asked in one go, as so many expectations would take longer than the events.
      if (!isId || memory.find() !== "new" || memory.idAt(memory.keep()) !== id) expect(id).toBe("kept");
    }
    const wrong = ids.filter((id, at) => {
      const answers = [0, 1, 2].map((owner) => {
        memory.name(owner, id);
        memory.saysPlain(0, at, 1000 * at);
        return memory.find();
      });
      return answers[at % 3] !== "same" || answers.filter((answer) => answer === "new").length !== 2;
    });
    expect(wrong).toEqual([]);
    const told = [...memory.events(1)];
    expect(told.map(([id]) => id)).toEqual(ids.filter((_, at) => at % 3 === 1));
    expect(told.map(([, said]) => said)).toEqual(told.map((_, at) => plain(3 * at + 1)));
  });

  it("tells events apart whose hashes are equal", () => {
    const pairs = equalHashes(17, 150_000);
    expect(pairs.length).toBeGreaterThan(0);
    const memory = createEventMemory(17);
    for (const [first, second] of pairs) {
      const known: Known = new Map();
      for (const id of [first, second, first, second])
        answersLikeTable(memory, known, 0, id, id.length < 9 ? "a" : plain(4));
    }
  });
});

describe("an id of several contracts", () => {
  it("is another event in each, also where the hashes are equal", () => {
    const id = createEventId();
    id.readText("e1");
    const seen = new Map<number, number>();
    const known: Known = new Map();
    const memory = createEventMemory(23);
    let pairs = 0;
    // Contracts whose numbers take as many bytes, so that nothing but the number tells them apart.
    for (let owner = 20_000; owner < 220_000; owner += 1) {
      const hash = hashId(id, owner, 23);
      const other = seen.get(hash);
      seen.set(hash, owner);
      if (other === undefined) continue;
      pairs += 1;
      for (const one of [other, owner, other, owner]) answersLikeTable(memory, known, one, "e1", plain(one));
    }
    expect(pairs).toBeGreaterThan(0);
    tellsAll(memory, known);
  });
});

function plain(at: number): PlainContent {
  return { metric: 0, quantity: at, instant: 1000 * at };
}

function uuidOf(at: number): string {
  const digits = at.toString(16).padStart(8, "0");
  return `${digits}-0000-4000-8000-${digits.slice(4)}00000000`;
}

/** Pairs of ids with the same hash: among so many there are some. */
function equalHashes(seed: number, count: number): [string, string][] {
  const id = createEventId();
  const seen = new Map<number, string>();
  const pairs: [string, string][] = [];
  for (let at = 0; at < count; at += 1) {
    const text = `e${at}`;
    id.readText(text);
    const hash = hashId(id, 0, seed);
    const other = seen.get(hash);
    if (other !== undefined) pairs.push([other, text]);
    seen.set(hash, text);
  }
  return pairs;
}
