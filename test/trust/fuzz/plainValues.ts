// Values that JSON can hold and that readers trip over.

/** Small ones; most executions draw from these. */
export const plainValues: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -0,
    1,
    -1,
    1.5,
    0.1 + 0.2,
    5e-324,
    1e21,
    1e308,
    2 ** 53,
    2 ** 53 + 2,
    -(2 ** 31),
    1001,
  ],
  ...[
    "",
    " ",
    "0",
    "-0",
    "1",
    "-1",
    "00",
    "+1",
    "1.",
    ".5",
    "1e5",
    "1e400",
    "1e1000000000",
    "0e999999999",
    "0x10",
    "1_000",
  ],
  ...[
    "NaN",
    "Infinity",
    "null",
    "true",
    "9".repeat(20),
    "9".repeat(21),
    "9".repeat(65),
    `0.${"0".repeat(17)}1`,
  ],
  ...[
    "\u0000",
    "\ud800",
    "\udc00\ud800",
    "\u202egnp",
    "\ufeff1",
    "１２",
    "\u2028",
    "a/b",
    "a b",
    "é",
    "x".repeat(255),
    "x".repeat(256),
  ],
  ...[
    "__proto__",
    "constructor",
    "[object Object]",
    "{",
    '{"id":1}',
    "[1]",
    "[".repeat(40),
    "😀".repeat(130),
  ],
  ...[
    "2026-02-30",
    "2026-03-31",
    "1969-12-31",
    "2200-01-01",
    "9999-12-31",
    "2026-03-25T12:00:00Z",
    "2026-03-25T24:00:00Z",
  ],
  ...[
    "1970-01-01T00:00:00+14:00",
    "2016-12-31T23:59:60Z",
    "2026-03-25T12:00:00",
    "-000001-01-01T00:00:00Z",
    "+02:00",
  ],
  ...[
    "USD",
    "usd",
    "XXX",
    "Europe/Berlin",
    "UTC",
    "../etc",
    "Etc/GMT+12",
    "monthly",
    "sum",
    "half_up",
    "latest",
    "credit",
  ],
  ...[[], {}, [[]], [null], [{}], { a: 1 }, { length: 1 }, ["a", "a"], nest(33), nest(120), nestList(33)],
  ...[
    own("__proto__", {}),
    own("__proto__", "x"),
    { constructor: { prototype: { polluted: true } } },
    own("then", 1),
    { toJSON: "x" },
  ],
  ...[
    new Array<number>(1001).fill(1),
    Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`key${at}`, at])),
  ],
];

/** Large ones, drawn seldom: each costs as much as thousands of others. */
export const largeValues: readonly (() => unknown)[] = [
  () => "9".repeat(100_000),
  () => "x".repeat(1_000_000),
  () => "\u0000".repeat(100_000),
  () => `1${"0".repeat(100_000)}.5`,
  () => new Array<number>(100_000).fill(1),
  () => new Array<object>(100_000).fill({}),
  () => nest(1500),
  () => Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key${at}`, at])),
  () => own("k".repeat(100_000), 1),
];

export const hostileKeys: readonly string[] = [
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "toJSON",
    "then",
    "length",
  ],
  ...["", " ", "0", "1", "-1", "4294967295", "a.b", "[0]", "\ud800", "\u0000", "\u202e", "k".repeat(300)],
];

/** An object with that own property: a literal would set the prototype. */
export function own(name: string, value: unknown): object {
  return Object.fromEntries([[name, value]]);
}

function nest(depth: number): unknown {
  let nested: unknown = {};
  for (let level = 0; level < depth; level += 1) nested = { a: nested };
  return nested;
}

function nestList(depth: number): unknown {
  let nested: unknown = [];
  for (let level = 0; level < depth; level += 1) nested = [nested];
  return nested;
}
