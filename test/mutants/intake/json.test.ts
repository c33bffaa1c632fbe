// The grammar of JSON place by place, and what is said of a text that two readers could understand differently.
import { describe, expect, it } from "vitest";
import { faultInJson } from "../../../src/intake/faultInJson.ts";
import { parseJson } from "../../../src/intake/parseJson.ts";

describe("faultInJson", () => {
  it.each([
    " \n\r\t1 \n\r\t",
    "[]",
    "{ }",
    "[ ]",
    "[[],{}]",
    '[{"a":[]},1]',
    '{"a" : 1 , "b" : [ 2 , 3 ] }',
    ...["0", "-0", "10", "-12.05", "1e5", "1E+5", "1.5e-10", "0.0"],
    ...["true", "false", "null", "[true,false,null]"],
    ...['""', '"a"', '" !#[]~"', '"\u007f\u2028\ud800\uffff"', '"\\""', '"a\\"b\\\\c"', '"\\u12aF"'],
    '"\\b\\f\\n\\r\\t\\/\\\\"',
  ])("finds none in %j", (text) => {
    expect(JSON.parse(text)).toBeDefined();
    expect(faultInJson(text)).toBeUndefined();
  });

  it.each([
    ["  ", 2],
    ["[,]", 1],
    ["[ , ]", 2],
    ["[1,]", 3],
    ["[1, ]", 4],
    ["[1}", 2],
    ["[1", 2],
    ["[1,", 3],
    ["[", 1],
    ["[[]", 3],
    ["[1]]", 3],
    ["1]", 1],
    ["]", 0],
    ["}", 0],
    ["1 , 2", 2],
    ["{,}", 1],
    ["{1:2}", 1],
    ['{"a"}', 4],
    ['{"a" }', 5],
    ['{"a"\u00a0:1}', 4],
    ['{"a":}', 5],
    ['{"a": }', 6],
    ['{"a":1]', 6],
    ['{"a":1 "b":2}', 7],
    ['{"a":1,2}', 7],
    ['{"a":1, }', 8],
    ['{"a":1', 6],
    ['{"a', 1],
    ["{]", 1],
    ["[}", 1],
    ["{}}", 2],
    ["-", 0],
    ["01", 1],
    ["-01", 2],
    ["1.", 1],
    [".5", 0],
    ["1e", 1],
    ["+1", 0],
    ["tru", 0],
    ["trueish", 4],
    ["True", 0],
    ['"', 0],
    ['"a', 0],
    ['"\\"', 0],
    ['"\\', 0],
    ['"\\u12G4"', 0],
    ['"a\\x"', 0],
    ['"\n"', 0],
    ['"\u001f"', 0],
    ['"a"b', 3],
    ['["a" "b"]', 5],
    ['["a"\v]', 4],
  ])("finds that %j stops being JSON at %i", (text, at) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(faultInJson(text)).toBe(at);
  });
});

describe("parseJson", () => {
  /** The code and the words of what is wrong, or the value. */
  function read(text: unknown): unknown {
    const result = parseJson(text as string);
    return result.ok ? result.value : result.issues.map(({ code, path, message }) => [code, path, message]);
  }
  const invalid = (message: string): unknown => [["json_invalid", "", message]];
  const lists = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

  it("says what does not belong in a text, or that it ends too early", () => {
    expect(read("[1 2]")).toEqual(invalid('must be JSON: "2" at 3 does not belong there'));
    expect(read("x")).toEqual(invalid('must be JSON: "x" at 0 does not belong there'));
    expect(read("[1")).toEqual(invalid("must be JSON: it ends too early"));
    expect(read("")).toEqual(invalid("must be JSON: it ends too early"));
    for (const text of [undefined, 7, null]) expect(read(text)).toEqual(invalid("must be JSON text"));
  });

  it("reads 32 levels and no more, of lists and objects", () => {
    const deeper = [["json_too_deep", "", "must not be nested deeper than 32 levels"]];
    expect(read(lists(32))).toEqual(JSON.parse(lists(32)));
    expect(read(lists(33))).toEqual(deeper);
    const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    expect(read(objects(32))).toEqual(JSON.parse(objects(32)));
    expect(read(objects(33))).toEqual(deeper);
    expect(read(`[${Array(40).fill("{}").join(",")}]`)).toEqual(Array(40).fill({}));
    expect(read(`[${lists(31)},${lists(31)}]`)).toEqual(JSON.parse(`[${lists(31)},${lists(31)}]`));
  });

  it("refuses a key that is twice in one object, however it is written, and takes it in two", () => {
    const twice = (key: string): unknown => [
      ["json_duplicate_key", "", `has the key ${key} twice in one object`],
    ];
    expect(read('{"a":1,"a":2}')).toEqual(twice('"a"'));
    expect(read('{"a":1,"\\u0061" \n\r\t: 2}')).toEqual(twice('"a"'));
    expect(read('{"b":{"a":1},"c":[{"a":1,"b":"a","a":2}]}')).toEqual(twice('"a"'));
    expect(read('{"a":{"a":[{"a":"a"},{"a":1}]},"b":"a","c":"b"}')).toEqual({
      ...{ a: { a: [{ a: "a" }, { a: 1 }] }, b: "a", c: "b" },
    });
    expect(read('["a","a"]')).toEqual(["a", "a"]);
    // An object that is closed keeps its keys from nothing after it.
    expect(read('{"a":{"b":1},"b":2}')).toEqual({ a: { b: 1 }, b: 2 });
    expect(read('{"a\\"b":1,"a":"\\\\","c":"\\""}')).toEqual({ 'a"b': 1, a: "\\", c: '"' });
  });

  it("keeps a number that a double rounds as the text that it is written as", () => {
    const texts = [
      ["0.30000000000000001", "0.30000000000000001"],
      ["-0.30000000000000001", "-0.30000000000000001"],
      ["1.0000000000000000001", "1.0000000000000000001"],
      ["9007199254740993", "9007199254740993"],
      ["100000000000000001", "100000000000000001"],
      ["12345678901234567890.5000", "12345678901234567890.5"],
      ["1.0000000000000000001e+3", "1000.0000000000000001"],
      ["1000.0000000000000001E-3", "1.0000000000000000001"],
      [`1${"0".repeat(30)}1e5`, `1${"0".repeat(30)}100000`],
      [`1${"0".repeat(30)}1e-40`, `0.${"0".repeat(8)}1${"0".repeat(30)}1`],
    ] as const;
    for (const [literal, text] of texts) {
      expect(read(`[${literal}]`)).toEqual([text]);
      expect(read(`{"a":{"properties":${literal}},"b":[1,${literal}, ${literal}]}`)).toEqual({
        ...{ a: { properties: text }, b: [1, text, text] },
      });
    }
    expect(read("9007199254740993")).toBe("9007199254740993");
  });

  it("leaves what is too long for a decimal as it is written, for whoever reads the field to refuse", () => {
    for (const literal of [
      "1e-400",
      "1e400",
      "-1E+99999999999",
      "1.00000000000000000001e-64",
      `0.3${"0".repeat(62)}1`,
    ])
      expect(read(`[${literal}]`)).toEqual([literal]);
    expect(read("[1234567890123456789e45, 1234567890123456789e46]")).toEqual([
      `1234567890123456789${"0".repeat(45)}`,
      "1234567890123456789e46",
    ]);
    expect(read(`[0.3${"0".repeat(60)}1]`)).toEqual([`0.3${"0".repeat(60)}1`]);
  });

  it("takes numbers that a double keeps as numbers", () => {
    const kept = [
      "123456789012345",
      "0.00000000000000000001",
      "1.50000000000000000000",
      "1e22",
      "0.1",
      "-12.50",
    ];
    for (const literal of kept) expect(read(`[${literal}]`)).toEqual([Number(literal)]);
    // A double prints these the same way, so whoever reads them finds all of their digits.
    for (const literal of [
      "9007199254740992",
      "0.1234567890123456",
      "0.30000000000000004",
      "1e-300",
      "5e-324",
    ])
      expect(read(`[${literal}]`)).toEqual([Number(literal)]);
  });
});
