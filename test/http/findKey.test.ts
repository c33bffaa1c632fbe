// That no time is saved when hashes are compared is shown by what is looked at, as clocks prove nothing.
import { describe, expect, it } from "vitest";
import { findKey, sameBytes } from "../../src/http/findKey.ts";

/** Bytes that tell which of them were looked at. */
function watched(bytes: readonly number[], seen: number[]): ArrayLike<number> {
  return new Proxy(bytes, {
    get(target, name) {
      if (typeof name === "string" && /^[0-9]+$/.test(name)) seen.push(Number(name));
      return Reflect.get(target, name);
    },
  });
}

const bytes = (first: number): number[] => Array.from({ length: 32 }, (_, at) => (at === 0 ? first : at));

describe("sameBytes", () => {
  it("tells equal from different at every place", () => {
    expect(sameBytes(bytes(0), bytes(0))).toBe(true);
    expect(sameBytes([], [])).toBe(true);
    expect(sameBytes([1], [1, 2])).toBe(false);
    for (let at = 0; at < 32; at += 1) {
      const other = bytes(0).map((byte, place) => (place === at ? byte ^ 0x80 : byte));
      expect(sameBytes(bytes(0), other)).toBe(false);
    }
  });

  it("looks at every byte, wherever the first difference is", () => {
    const every = Array.from({ length: 32 }, (_, at) => at);
    for (const other of [bytes(0), bytes(9), bytes(0).map((byte) => byte ^ 1)]) {
      const seen: number[] = [];
      sameBytes(watched(bytes(0), seen), other);
      expect(seen).toEqual(every);
    }
  });
});

describe("findKey", () => {
  const keys = [1, 2, 3, 4].map((first) => ({ name: `key ${first}`, hash: bytes(first) }));

  it("finds the key of a hash", () => {
    for (const key of keys) expect(findKey([...key.hash], keys)).toBe(key);
    expect(findKey(bytes(5), keys)).toBeUndefined();
    expect(findKey(bytes(5), [])).toBeUndefined();
  });

  it("compares all keys, whichever it is", () => {
    for (const wanted of [1, 2, 4, 5]) {
      const compared: ArrayLike<number>[] = [];
      findKey(bytes(wanted), keys, (a, b) => {
        compared.push(a);
        return sameBytes(a, b);
      });
      expect(compared).toEqual(keys.map(({ hash }) => hash));
    }
  });
});
