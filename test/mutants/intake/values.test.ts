// JSON text, properties and batches at their bounds, and what a message shows of a value.
import { describe, expect, it } from "vitest";
import { parseUsageBatch, parseUsageEvent, type Result } from "../../../src/index.ts";
import { add, type Findings } from "../../../src/intake/findings.ts";
import { parseDocument } from "../../../src/intake/parseDocument.ts";
import { parseJson } from "../../../src/intake/parseJson.ts";
import { readProperties } from "../../../src/intake/readProperties.ts";
import { InvariantError } from "../../../src/model/errors.ts";
import { show } from "../../../src/model/show.ts";

const event = {
  external_contract_id: "acme",
  event_id: "e",
  metric: "calls",
  quantity: "1",
  timestamp: "2026-01-01T00:00:00.000Z",
};

function told(result: Result<unknown>): string | undefined {
  return result.ok ? undefined : result.issues.map(({ code, path }) => `${code} ${path}`.trim()).join(", ");
}

describe("show", () => {
  it.each([
    ["short", '"short"'],
    ["a".repeat(40), `"${"a".repeat(40)}"`],
    ["a".repeat(41), `"${"a".repeat(40)}…"`],
    [null, "null"],
    [1.5, "1.5"],
    [true, "true"],
    [undefined, "nothing"],
    [[1], "an array"],
    [{ a: 1 }, "an object"],
    [Symbol("s"), "a symbol"],
    [() => 1, "a function"],
  ])("a message of %s", (value, shown) => {
    expect(show(value)).toBe(shown);
  });

  it("does not touch a proxy that cannot be asked what it is", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(show(proxy)).toBe("an unreadable object");
  });
});

describe("add", () => {
  it("keeps a hundred issues and no more", () => {
    const findings: Findings = { path: "", issues: [] };
    for (let at = 0; at < 102; at += 1) add(findings, "field_type", String(at));
    expect(findings.issues.map(({ message }) => message)).toEqual(
      Array.from({ length: 100 }, (_, at) => String(at)),
    );
  });
});

describe("parseDocument", () => {
  it("reads text as JSON where it looks like an object or a list, after space", () => {
    const given: unknown[] = [];
    const read = (input: unknown) => {
      given.push(input);
      return 1;
    };
    for (const text of ["{}", " \n[7]", "x{}", "7"]) parseDocument(text, read);
    expect(given).toEqual([{}, [7], "x{}", "7"]);
  });

  it("is no document where the reader answers nothing, and passes on a fault of our own", () => {
    expect(parseDocument({}, () => undefined)).toEqual({ ok: false, issues: [] });
    const fault = () => {
      throw new InvariantError("ours");
    };
    expect(() => parseDocument({}, fault)).toThrow(InvariantError);
    const theirs = () => {
      throw new Error("theirs");
    };
    expect(told(parseDocument({}, theirs))).toBe("input_unreadable");
  });
});

describe("parseJson", () => {
  it.each([
    ['{"a":1,"a":2}', "json_duplicate_key"],
    ['{"a" \t\r\n:1,"a":2}', "json_duplicate_key"],
    ['{"a":1,"\\u0061":2}', "json_duplicate_key"],
    ['{"a":"a","b":"a","c":["a","a"]}', undefined],
    ['{"a":{"b":1},"c":{"b":1}}', undefined],
    ['["a","a",{"a":1}]', undefined],
    ['{"a":"\\"","b":"\\\\"}', undefined],
    ['{"a":["x",{"b":1,"b":2}]}', "json_duplicate_key"],
    ['{"\\\\":1,"\\\\":2}', "json_duplicate_key"],
    ["", "json_invalid"],
    ["{", "json_invalid"],
  ])("looks for equal keys in %s", (text, expected) => {
    expect(told(parseJson(text))).toBe(expected);
  });

  it("refuses what is no text", () => {
    expect(told(parseJson(7 as unknown as string))).toBe("json_invalid");
    expect(told(parseJson(undefined as unknown as string))).toBe("json_invalid");
  });

  it("takes 32 levels", () => {
    const nested = (levels: number, open: string, close: string) =>
      `${open.repeat(levels)}1${close.repeat(levels)}`;
    expect([told(parseJson(nested(32, "[", "]"))), told(parseJson(nested(33, "[", "]")))]).toEqual([
      undefined,
      "json_too_deep",
    ]);
    expect([told(parseJson(nested(32, '{"a":', "}"))), told(parseJson(nested(33, '{"a":', "}")))]).toEqual([
      undefined,
      "json_too_deep",
    ]);
    expect(told(parseJson(`[${Array(40).fill("[]").join(",")}]`))).toBeUndefined();
  });
});

describe("readProperties", () => {
  function read(value: unknown): unknown {
    const findings: Findings = { path: "properties", issues: [] };
    const copy = readProperties(value, findings);
    return findings.issues.length === 0 ? copy : findings.issues.map(({ code, path }) => `${code} ${path}`);
  }

  it("copies what JSON can hold", () => {
    const value = { a: null, b: true, c: 1.5, d: "x", e: [1, [2]], f: { g: {} } };
    expect(read(value)).toEqual(value);
    expect(read(value)).not.toBe(value);
    expect(Object.is((read({ a: -0 }) as { readonly a: number }).a, 0)).toBe(true);
  });

  it.each([
    [[], ["field_type properties"]],
    [new Date(0), ["field_type properties"]],
    [null, ["field_type properties"]],
    [{ a: { b: new Date(0) } }, ["field_type properties.a.b"]],
    [{ a: Number.NaN }, ["field_type properties.a"]],
    [{ a: [1, () => 1] }, ["field_type properties.a[1]"]],
    [{ a: undefined, b: () => 1, c: () => 1 }, ["field_type properties.b"]],
    [{ a: "\ud800" }, ["text_invalid properties.a"]],
    [{ "\0": 1 }, ["text_invalid properties.\ufffd"]],
    [{ [`${"k".repeat(65)}\0`]: 1 }, [`text_invalid properties.${"k".repeat(64)}…`]],
  ])("says of %j what is wrong, and stops there", (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it("counts the bytes of keys and values", () => {
    const limit = 16 * 1024;
    const tooLarge = (path: string) => [`properties_too_large properties${path}`];
    // A key costs four bytes more than itself, a text three, a number one, null and booleans five.
    const text = (bytes: number) => read({ k: "x".repeat(bytes - 5 - 3) });
    expect([typeof text(limit) === "object" && !Array.isArray(text(limit)), text(limit + 1)]).toEqual([
      true,
      tooLarge(".k"),
    ]);
    const filled = (value: unknown, cost: number) => {
      const rest = limit - 5 - 3 - 5 - cost;
      const fits = read({ k: "x".repeat(rest), v: value });
      return [Array.isArray(fits), read({ k: "x".repeat(rest + 1), v: value })];
    };
    const widths = [
      ["a", 4],
      ["\u007f", 4],
      ["\u0080", 5],
      ["é", 5],
      ["\u07ff", 5],
      ["\u0800", 6],
      ["€", 6],
      ["\uffff", 6],
      ["😀", 7],
    ] as const;
    for (const [value, cost] of widths) expect(filled(value, cost)).toEqual([false, tooLarge(".v")]);
    expect(filled(1.5, 4)).toEqual([false, tooLarge(".v")]);
    expect(filled(true, 5)).toEqual([false, tooLarge(".v")]);
    expect(filled(null, 5)).toEqual([false, tooLarge(".v")]);
    expect(filled([1], 3)).toEqual([false, tooLarge(".v[0]")]);
    expect(filled([[]], 1)).toEqual([false, tooLarge(".v")]);
    expect(read({ ["k".repeat(limit - 4)]: "" })).toEqual(tooLarge(`.${"k".repeat(64)}…`));
    expect(read({ k: "x".repeat(limit + 1), v: 1 })).toEqual(tooLarge(".k"));
  });

  it("takes 32 levels", () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
    const list = (levels: number): unknown => (levels === 0 ? 1 : [list(levels - 1)]);
    expect(read(nested(32))).toEqual(nested(32));
    expect(read(nested(33))).toEqual([`json_too_deep properties${".a".repeat(32)}`]);
    expect(read({ a: list(31) })).toEqual({ a: list(31) });
    expect(read({ a: list(32) })).toEqual([`json_too_deep properties.a${"[0]".repeat(31)}`]);
  });
});

describe("parseUsageBatch", () => {
  const entries = (events: unknown): unknown => {
    const result = parseUsageBatch({ events });
    return result.ok ? result.value.map(({ event_id, parsed }) => [event_id, told(parsed)]) : told(result);
  };

  it("answers for each event, by what it calls itself", () => {
    const throwing = {
      get event_id() {
        throw new Error("no");
      },
    };
    const given = [
      event,
      { event_id: "bad" },
      { event_id: 7 },
      "text",
      null,
      undefined,
      7,
      { event_id: "x".repeat(300) },
      throwing,
    ];
    const answers = entries(given) as [string, string | undefined][];
    expect(answers.map(([id]) => id)).toEqual(["e", "bad", "", "", "", "", "", "x".repeat(255), ""]);
    expect(answers.map(([, issue]) => issue === undefined)).toEqual([true, ...Array(8).fill(false)]);
    expect(answers[3]?.[1]).toBe("event_invalid");
    expect(answers[8]?.[1]).toBe("input_unreadable");
  });

  it("takes text as no event, though it may be one's JSON", () => {
    expect(entries([JSON.stringify(event)])).toEqual([["", "event_invalid"]]);
  });

  it("takes a thousand events", () => {
    const many = (count: number) => entries(Array.from({ length: count }, () => event));
    expect((many(1000) as unknown[]).length).toBe(1000);
    expect(many(1001)).toBe("batch_too_large events");
    expect(many(0)).toBe("batch_empty events");
    expect(entries(undefined)).toBe("batch_invalid events");
  });

  it("is none where it is no object or has another field", () => {
    expect(told(parseUsageBatch(7))).toBe("batch_invalid");
    expect(told(parseUsageBatch([]))).toBe("batch_invalid");
    expect(told(parseUsageBatch({ events: [event], more: 1 }))).toBe("field_unknown more");
  });
});

describe("parseUsageEvent", () => {
  it("says of what is no event that it is none", () => {
    expect(told(parseUsageEvent(7))).toBe("event_invalid");
    expect(told(parseUsageEvent({ ...event, properties: 7 }))).toBe("field_type properties");
  });
});
