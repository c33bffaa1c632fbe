import { describe, expect, it } from "vitest";
import { call, contract, lines, preview, runWith } from "./runWith.ts";

const encoder = new TextEncoder();

/** Periods and totals of the invoices. */
async function totals(args: readonly string[], input: string, terms: object = {}): Promise<string[]> {
  const { output } = await preview(["--json", ...args], {
    input,
    files: { "contract.json": { ...contract, ...terms } },
  });
  const list = JSON.parse(output) as { data: { billing_period: { start: string }; total: number }[] };
  return list.data.map(({ billing_period, total }) => `${billing_period.start} ${total}`);
}

describe("usage", () => {
  it("is read from a file, from standard input, and from standard input by the name -", async () => {
    const usage = lines(call("e1"), call("e2", { quantity: "2.5" }));
    const files = { "usage.ndjson": usage };
    const answers = [
      await preview(["--usage", "usage.ndjson"], { files }),
      await preview([], { input: usage }),
      await preview(["--usage", "-"], { input: usage }),
    ];
    for (const { status, output, messages } of answers) {
      expect(status).toBe(0);
      expect(output).toMatch(/^Calls +7\.5 +0\.02 +0\.15$/m);
      expect(messages).toBe("2 events: 2 accepted, 0 duplicates, 0 rejected\n");
    }
  });

  it("may have blank lines, ends of line in both kinds, a byte order mark and no last line feed", async () => {
    const input = `\ufeff${JSON.stringify(call("e1"))}\r\n\r\n  \t\n${JSON.stringify(call("e2"))}`;
    const { status, messages } = await preview([], { input });
    expect([status, messages]).toEqual([0, "2 events: 2 accepted, 0 duplicates, 0 rejected\n"]);
  });

  it("has a byte order mark nowhere but at the start", async () => {
    const { status, messages } = await preview([], {
      input: lines(call("e1"), `\ufeff${JSON.stringify(call("e2"))}`),
    });
    expect(status).toBe(1);
    expect(messages).toMatch(/^line 2: json_invalid: /);
  });

  it("is an event and not a batch when it has an event_id", async () => {
    const { messages } = await preview([], { input: lines(call("e1", { events: [call("e2")] })) });
    expect(messages).toMatch(/^line 1: e1: field_unknown: events is not a field/);
  });

  it("may come as batches, each event of which counts", async () => {
    const bad = call("e2", { quantity: "x" });
    const nameless = { ...call("e3"), event_id: 7 };
    const input = lines(
      { events: [call("e1"), bad, nameless] },
      { events: [call("e4"), call("e1")] },
      { events: [] },
    );
    const { status, messages } = await preview([], { input });
    expect(status).toBe(1);
    expect(messages.split("\n")).toEqual([
      expect.stringMatching(/^line 1: e2: decimal_invalid_format: quantity /),
      expect.stringMatching(/^line 1: events\[2\]: field_type: event_id must be text, got 7$/),
      expect.stringMatching(/^line 3: batch_empty: events /),
      "6 events: 2 accepted, 1 duplicates, 3 rejected",
      "",
    ]);
  });

  it("that is rejected is told with line, id, code and reason, and leaves the rest to be charged", async () => {
    const input = lines(
      call("e1"),
      call("e2", { quantity: -1 }),
      call("e1", { quantity: 6 }),
      "",
      call("e4", { external_contract_id: "other" }),
      call("e5", { timestamp: "2026-03-05T12:00:00", metric: 1 }),
      '{"event_id": "e6", "event_id": "e6"}',
      "not json",
      '"{}"',
      "[]",
      call("e7", { quantity: 0.1 + 0.2 }),
      call("\u001b[2J", { quantity: 5 }),
    );
    const { status, output, messages } = await preview([], { input });
    expect(status).toBe(1);
    expect(output).toMatch(/^Total +0\.10$/m);
    expect(messages.split("\n")).toEqual([
      expect.stringMatching(/^line 2: e2: quantity_negative: \S/),
      expect.stringMatching(/^line 3: e1: event_conflict: \S/),
      expect.stringMatching(/^line 5: e4: contract_unknown: \S/),
      expect.stringMatching(/^line 6: e5: field_type: metric .*; timestamp_missing_offset: timestamp /),
      expect.stringMatching(/^line 7: json_duplicate_key: \S/),
      expect.stringMatching(/^line 8: json_invalid: \S/),
      expect.stringMatching(/^line 9: event_invalid: \S/),
      expect.stringMatching(/^line 10: event_invalid: \S/),
      expect.stringMatching(/^line 11: e7: number_not_exact: \S/),
      expect.stringMatching(/^line 12: \\u001b\[2J: id_invalid: event_id /),
      "11 events: 1 accepted, 0 duplicates, 10 rejected",
      "",
    ]);
  });

  it("that comes again is a duplicate and charged once, also in another spelling", async () => {
    const again = call("e1", { quantity: "5.0", timestamp: "2026-03-05T14:00:00+02:00" });
    const { status, output, messages } = await preview([], { input: lines(call("e1"), call("e1"), again) });
    expect(status).toBe(0);
    expect(output).toMatch(/^Total +0\.10$/m);
    expect(messages).toBe("3 events: 1 accepted, 2 duplicates, 0 rejected\n");
  });

  it("with a line of more than a mebibyte goes on after it", async () => {
    const padding = " ".repeat(1_048_576 - JSON.stringify(call("e1")).length);
    const input = lines(
      `${JSON.stringify(call("e1"))}${padding}`,
      `${JSON.stringify(call("e2"))}${padding} `,
      call("e3"),
    );
    const { status, messages } = await preview([], { input });
    expect(status).toBe(1);
    expect(messages).toBe(
      "line 2: line_too_long: must have at most 1048576 bytes, so it was skipped\n" +
        "3 events: 2 accepted, 0 duplicates, 1 rejected\n",
    );
  });

  it("has characters that end in the next piece, and lines that are not UTF-8", async () => {
    const note = (event_id: string) => JSON.stringify(call(event_id, { properties: { note: "€😀" } }));
    const bytes = encoder.encode(lines(note("e1"), note("e2"), note("e1")));
    const [before, after] = [
      bytes.subarray(0, bytes.indexOf(0xe2) + 1),
      bytes.subarray(bytes.indexOf(0xe2) + 1),
    ];
    const wrong = new Uint8Array([...encoder.encode('{"event_id":"'), 0xc3, 0x28, 0x0a]);
    const { messages } = await preview([], { input: [before, after, wrong] });
    expect(messages).toBe(
      "line 4: json_invalid: must be JSON in UTF-8, is not UTF-8\n4 events: 2 accepted, 1 duplicates, 1 rejected\n",
    );
  });

  it("without a line of JSON is taken for something else than lines of events", async () => {
    const { status, messages } = await preview([], {
      input: JSON.stringify({ events: [call("e1")] }, null, 2),
    });
    expect(status).toBe(1);
    expect(messages).toContain("none of the lines is JSON: usage is read line by line");
    const { messages: one } = await preview([], { input: lines("oops", call("e1")) });
    expect(one).not.toContain("none of the lines");
  });

  it("that cannot be read leaves no invoice and status 2", async () => {
    const files = { "usage.ndjson": undefined };
    const { status, output, messages } = await preview(["--usage", "usage.ndjson"], { files });
    expect([status, output]).toEqual([2, ""]);
    expect(messages).toMatch(/^lucius-rating: usage\.ndjson: ENOENT/);
  });

  it("from a keyboard is asked for", async () => {
    expect((await preview([])).messages).toContain(
      "reading usage events from standard input, one per line\n",
    );
    expect((await preview([], { input: "" })).messages).not.toContain("reading usage");
  });

  it("of more charges than are kept at once makes the same invoice", async () => {
    const count = 3 * 4096 + 5;
    const events = Array.from({ length: count }, (_, at) => call(`e${at}`, { quantity: (at % 7) + 1 }));
    const units = events.reduce((sum: number, _, at) => sum + (at % 7) + 1, 0);
    const { output } = await preview(["--json"], { input: lines(...events) });
    expect(JSON.parse(output)).toMatchObject({ data: [{ line_items: [{ quantity: units }] }] });
  });
});

describe("--period", () => {
  const events = lines(
    call("e1", { timestamp: "2026-01-10T00:00:00Z" }),
    call("e2", { timestamp: "2026-03-31T23:59:59.999Z", quantity: 10 }),
  );

  it("left out means the periods with accepted usage, in order", async () => {
    const late = lines(call("e0", { timestamp: "2026-02-03T00:00:00Z" }));
    expect(await totals([], events + late)).toEqual(["2026-01-10 0.1", "2026-02-01 0.1", "2026-03-01 0.2"]);
  });

  it("left out and without usage means the first of the contract, or none where it has no start", async () => {
    expect(await totals([], lines(call("e1", { metric: "other" })))).toEqual(["2026-01-10 0"]);
    const files = { "contract.json": { ...contract, start_date: null } };
    const open = await preview([], { input: "", files });
    expect([open.status, open.output]).toEqual([0, ""]);
    expect(open.messages).toContain(
      "no invoice: there is no accepted usage, and the contract has no start_date",
    );
    expect((await preview(["--json"], { input: "", files })).output).toBe('{"object":"list","data":[]}\n');
  });

  it.each([
    ["2026-01", {}, ["2026-01-10 0.1"]],
    ["2026-02", {}, ["2026-02-01 0"]],
    ["2026-03-31", {}, ["2026-03-01 0.2"]],
    ["2028-02-29", {}, ["2028-02-01 0"]],
    ["2026-03", { billing_cadence: "quarterly" }, ["2026-01-10 0.3"]],
    ["2026-04", { billing_cadence: "quarterly" }, ["2026-04-01 0"]],
    ["2026-03", { billing_anchor_date: "2026-01-15" }, ["2026-03-15 0.2"]],
    ["2026-03-14", { billing_anchor_date: "2026-01-15" }, ["2026-02-15 0"]],
    [
      "2026-02",
      { billing_cadence: "weekly", billing_anchor_date: "2026-01-15" },
      ["2026-02-05 0", "2026-02-12 0", "2026-02-19 0", "2026-02-26 0"],
    ],
    ["2026-03", { billing_anchor_date: "2026-01-15", end_date: "2026-03-10" }, ["2026-02-15 0"]],
    ["2199-12", {}, ["2199-12-01 0"]],
  ])("%s of %j means %j", async (period, terms, expected) => {
    expect(await totals(["--period", period], events, terms)).toEqual(expected);
  });

  it("of a month with 31 days has all the days of it", async () => {
    expect(await totals(["--period", "2026-01"], "", { billing_cadence: "daily" })).toHaveLength(22);
    expect(await totals(["--period", "2026-02"], "", { billing_cadence: "daily" })).toHaveLength(28);
  });

  it.each([
    "2026",
    "2026-13",
    "2026-02-29",
    "2026-3",
    "March",
    "2026-03-01T00:00:00Z",
    "1969-12",
    "2026-03-010",
  ])("refuses %s, before it reads any usage", async (period) => {
    const { status, output, messages } = await preview(["--period", period, "--usage", "missing.ndjson"]);
    expect([status, output]).toEqual([2, ""]);
    expect(messages).toBe(
      `lucius-rating: --period must be a month such as 2026-03 or a day such as 2026-03-15, is ${period}\n`,
    );
  });

  it.each(["2025-12", "2026-01-09", "2027-01"])(
    "refuses %s, when the contract does not run",
    async (period) => {
      const files = { "contract.json": { ...contract, end_date: "2027-01-01" } };
      const { status, messages } = await preview(["--period", period], { files, input: "" });
      expect(status).toBe(2);
      expect(messages).toContain(
        `--period ${period}: the contract runs from 2026-01-10 up to, not including, 2027-01-01`,
      );
    },
  );
});

describe("--json", () => {
  it("prints one list document with the invoices, numbers as numbers", async () => {
    const input = lines(call("e1", { quantity: "12345678901234567890.123456789012345678" }), "oops");
    const { status, output } = await preview(["--json"], { input });
    expect(status).toBe(1);
    expect(output).toMatch(
      /^\{"object":"list","data":\[\{"object":"invoice","number":"INV-2026-003",.*\}\]\}\n$/,
    );
    expect(output).toContain('"quantity":12345678901234567890.123456789012345678,');
    expect(output).toContain('"total":246913578024691357.8,');
  });
});

describe("progress", () => {
  const pieces = Array.from({ length: 40 }, (_, at) =>
    encoder.encode(lines(at === 20 ? "oops" : call(`e${at}`))),
  );

  it("is shown on a terminal at most ten times a second, and gone at the end", async () => {
    const { messages } = await preview([], { input: pieces, terminal: true, tick: 25 });
    const shown = messages.match(/\r\d+ events read \(\d\.\d MB\), \d rejected/g) ?? [];
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.length).toBeLessThanOrEqual(pieces.length / 4 + 1);
    expect(screenOf(messages)).toEqual([
      expect.stringMatching(/^line 21: json_invalid: /),
      "40 events: 39 accepted, 0 duplicates, 1 rejected",
      "",
    ]);
  });

  it("is not shown for what is done at once, nor where messages are not on a terminal", async () => {
    expect((await preview([], { input: pieces, terminal: true })).messages).not.toContain("\r");
    expect((await preview([], { input: pieces, tick: 25 })).messages).not.toContain("\r");
  });

  it("is not shown into what is typed, but for a file beside a keyboard it is", async () => {
    const files = { "usage.ndjson": lines(call("e1")) };
    const world = { input: pieces, typed: true, terminal: true, tick: 200, files };
    expect((await preview([], world)).messages).not.toContain("\r");
    expect((await preview(["--usage", "usage.ndjson"], world)).messages).toContain("\r1 events read");
  });

  it("is gone before the reason why the reading ended", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* pieces;
      throw new Error("EIO: i/o error, read");
    }
    const { status, messages } = await runWith(
      ["preview", "--contract", "contract.json", "--pricing", "pricing.json", "--usage", "-"],
      { input: broken(), terminal: true, tick: 25 },
    );
    expect(status).toBe(2);
    expect(screenOf(messages).slice(1)).toEqual(["lucius-rating: standard input: EIO: i/o error, read", ""]);
  });
});

/** What a terminal shows in the end: a carriage return goes back to the start of the line. */
function screenOf(text: string): string[] {
  return text.split("\n").map((line) => {
    let shown = "";
    for (const part of line.split("\r")) shown = part + shown.slice(part.length);
    return shown.trimEnd();
  });
}
