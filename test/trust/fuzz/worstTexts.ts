// The worst documents: deep, long, of many keys, of long numbers.
import { parseContract, parseJson, parseUsageEvent } from "../../../src/index.ts";
import { contract, eventOf, fill, half, json, megabyte, read, type WorstInput } from "./worstInput.ts";

export const worstTexts: readonly WorstInput[] = [
  read("lists in lists, half a million deep", parseJson, () => "[".repeat(half) + "]".repeat(half)),
  read(
    "objects in objects, deep",
    parseContract,
    () => `${'{"a":'.repeat(megabyte / 6)}1${"}".repeat(megabyte / 6)}`,
  ),
  read("one string", parseUsageEvent, () => json({ event_id: "x".repeat(megabyte) })),
  read("one string of escapes", parseUsageEvent, () => `{"event_id":"${"\\u0000".repeat(megabyte / 6)}"}`),
  read("one key, twice", parseJson, () => `{"${"k".repeat(half)}":1,"${"k".repeat(half)}":2}`),
  read("one key of escapes", parseContract, () => `{"${"\\u0001".repeat(megabyte / 6)}":1}`),
  read("one number of nines", parseUsageEvent, () => `{"quantity":${"9".repeat(megabyte)}}`),
  read("one number of zeros within", parseUsageEvent, () => `{"quantity":1${"0".repeat(megabyte)}1}`),
  read(
    "one number of zeros after the point",
    parseUsageEvent,
    () => `{"quantity":0.${"0".repeat(megabyte)}1}`,
  ),
  read(
    "many numbers",
    parseJson,
    () => `[${new Array(Math.floor(megabyte / 18)).fill("1234567890.123456").join(",")}]`,
  ),
  read("many keys", parseContract, () =>
    json(Object.fromEntries(fill((at) => `k${at}`, megabyte / 12).map((key) => [key, 1]))),
  ),
  read("many keys in properties", parseUsageEvent, () =>
    json(
      eventOf("e", {
        properties: Object.fromEntries(fill((at) => `k${at}`, megabyte / 12).map((key) => [key, 1])),
      }),
    ),
  ),
  read("many metrics", parseContract, () => json({ ...contract, metrics: fill((at) => `m${at}`, 1000) })),
  read("100,000 metrics", parseContract, () => json({ ...contract, metrics: fill((at) => `m${at}`) })),
];
