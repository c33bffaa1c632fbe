// Lines that look like the one before but are not, in every cut of the file.
import { describe, expect, it } from "vitest";
import {
  createRater,
  expectOk,
  type LineRefusal,
  openNdjson,
  type Rater,
  rateNdjson,
  resolveTerms,
} from "../../src/index.ts";
import { plainContract } from "../laws/plain.ts";

const terms = expectOk(
  resolveTerms(plainContract, [
    {
      object: "pricing_program",
      contract: plainContract.id,
      version: 1,
      effective_date: null,
      rules: [{ id: "r", name: "R", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.01" }],
    },
  ]),
);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const plain = (event_id: string, quantity: unknown = 1, timestamp = "2026-03-01T00:00:00.000Z") =>
  JSON.stringify({ external_contract_id: plainContract.id, event_id, metric: "calls", quantity, timestamp });

/** What came of a file: how many lines, which were refused and why, and what is remembered. */
function cameOf(chunks: readonly Uint8Array[]): unknown {
  const refusals: LineRefusal[] = [];
  const rater = createRater(terms);
  const stream = openNdjson(rater, { refused: (refusal) => refusals.push(refusal) });
  for (const chunk of chunks) stream.push(chunk);
  stream.end();
  const told = refusals.map(({ line, event_id, issues }) => `${line} ${event_id} ${issues[0]?.code}`);
  return { tally: { ...stream.tally }, told, state: rater.state(), charges: rater.charges() };
}

const short = "2026-03-01T00:00:00Z";
const text = plain("a");

describe("a file", () => {
  it.each([
    { what: "a line feed after a number", lines: [text, plain("b", 2).replace(":2", ":2\n"), plain("c", 3)] },
    {
      what: "a line feed before a number",
      lines: [text, plain("b", 2).replace(":2", ":\n2"), plain("c", 3)],
    },
    {
      what: "a line feed in a quoted number",
      lines: [plain("a", "1"), plain("b", "2").replace('"2', '"2\n'), plain("c")],
    },
    { what: "a line feed in a timestamp", lines: [text, plain("b").replace("T00", "T\n0"), plain("c")] },
    {
      what: "half a line after a short timestamp",
      lines: [plain("a", 1, short), plain("b", 1, short), '{"}', plain("c", 1, short)],
    },
    {
      what: "an id that ends a field early",
      lines: [text, plain("x").replace('"x"', '"aaaaaaaa-","metric":"calls","quantit"'), plain("c")],
    },
    {
      what: "an escape in an id as long as a UUID",
      lines: [
        text,
        plain("x").replace('"x"', `"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeee${"\\".repeat(2)}u"`),
        plain("c"),
      ],
    },
    {
      what: "a gap that begins otherwise",
      lines: [text, plain("b").replace(',"event_id', ';"event_id'), plain("c")],
    },
    {
      what: "a gap that is otherwise in the middle",
      lines: [text, plain("b").replace('"metric', '"netric'), plain("c")],
    },
    {
      what: "a gap that ends otherwise",
      lines: [text, plain("b").replace('calls",', 'calls";'), plain("c")],
    },
    { what: "text before a line", lines: [text, `x${plain("b")}`, plain("c")] },
    { what: "text after a line", lines: [text, `${plain("b")}x`, plain("c")] },
    {
      what: "two forms of lines in turn",
      lines: [text, plain("b", "2", short), plain("c"), plain("d", "3", short), plain("e")],
    },
    {
      what: "carriage returns in some lines",
      lines: [text, `${plain("b")}\r`, plain("c"), `${plain("d")}\r`],
    },
  ])("with $what comes to the same in every cut", ({ lines }) => {
    const bytes = bytesOf(`${lines.join("\n")}\n`);
    const single = cameOf([...bytes].map((_, at) => bytes.subarray(at, at + 1)));
    const told = cameOf([bytes]);
    expect(told).toEqual(single);
    for (let place = 1; place < bytes.length; place += 1)
      expect(cameOf([bytes.subarray(0, place), bytes.subarray(place)])).toEqual(single);
  });

  it("refuses a line over 1 MiB as that, in one piece or in many", () => {
    const long = plain("b").replace(":1", `:${"1".repeat(1_100_000)}`);
    const bytes = bytesOf(`${text}\n${long}\n${plain("c")}\n`);
    const half = bytes.length / 2;
    const whole = cameOf([bytes]);
    expect(whole).toEqual(cameOf([bytes.subarray(0, half), bytes.subarray(half)]));
    expect(whole).toMatchObject({
      told: ["2  line_too_long"],
      tally: { lines: 3, accepted: 2, rejected: 1 },
    });
  });
});

describe("a listener", () => {
  const others = Array.from({ length: 64 }, (_, at) => ({
    external_contract_id: plainContract.id,
    event_id: `r${at}`,
    metric: "calls",
    quantity: "1",
    timestamp: "2026-03-01T00:00:00.000Z",
  }));

  it("may use the rater when it is told of a refusal", () => {
    const lines = [text, plain("bad", "x"), plain("c"), plain("d"), plain("e")];
    const rater = createRater(terms);
    const stream = openNdjson(rater, { refused: () => rater.rateColumns(others) });
    stream.push(bytesOf(`${lines.join("\n")}\n`));
    stream.end();
    expect(stream.tally).toMatchObject({ accepted: 4, duplicates: 0, rejected: 1 });
    expect(rater.state().events).toHaveLength(68);
  });

  it("may use the rater when it is told of charges", () => {
    const count = 9_000;
    const lines = Array.from({ length: count }, (_, at) => plain(`e${at}`));
    const raters: Rater[] = [];
    const rater = createRater(terms);
    raters.push(rater);
    const stream = openNdjson(rater, { rated: () => void rater.rateColumns(others) });
    stream.push(bytesOf(`${plain("e0")}\n${lines.join("\n")}\n`));
    stream.end();
    expect(stream.tally).toMatchObject({ accepted: count, duplicates: 1 });
  });
});

describe("a rater", () => {
  const event = {
    external_contract_id: plainContract.id,
    event_id: "x",
    metric: "calls",
    quantity: "1",
    timestamp: "2026-03-01T00:00:00.000Z",
  };

  it("is not called by an event that it reads", () => {
    const rater = createRater(terms);
    const calling = Object.defineProperty({ ...event, event_id: "y" }, "quantity", {
      enumerable: true,
      get: () => rater.rate(event).outcome.status,
    });
    expect(() => rater.rate(calling)).toThrow("while it reads an event");
    expect(rater.rate(event).outcome).toEqual({ event_id: "x", status: "accepted" });
  });

  it("hands out no charges of a batch that could not be read to its end", () => {
    const rater = createRater(terms);
    const batch = Array.from({ length: 70 }, (_, at) => ({ ...event, event_id: `b${at}` }));
    Object.defineProperty(batch, 66, {
      get() {
        throw new Error("gone");
      },
    });
    expect(() => rater.rateColumns(batch)).toThrow("gone");
    expect(rater.rateColumns([event]).charges.length).toBe(1);
  });

  it("takes no state that has an event twice or under no id", () => {
    const { state } = rateNdjsonOf([text]);
    const [entry] = state.events;
    if (entry === undefined) throw new Error("there is one");
    for (const events of [[entry, entry], [["no id", entry[1]] as const]])
      expect(() => createRater(terms, { ...state, events })).toThrow(
        expect.objectContaining({ code: "state_invalid" }),
      );
  });

  it("takes no charges of other contracts, and no seed that is no whole number", () => {
    const { charges } = rateNdjsonOf([text]);
    const strange = charges.map((charge) => ({ ...charge, contract: "other" }));
    expect(() => createRater(terms, undefined, { charges: strange })).toThrow(
      expect.objectContaining({ code: "contract_unknown" }),
    );
    expect(() => createRater(terms, undefined, { seed: 0.5 })).toThrow(
      expect.objectContaining({ code: "integer_invalid" }),
    );
  });

  function rateNdjsonOf(lines: readonly string[]) {
    const { rater } = rateNdjson([bytesOf(lines.join("\n"))], terms);
    return { state: rater.state(), charges: rater.charges() };
  }
});
