// Copies that nobody can change, of values that anybody could have made.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freezeCopy } from "../../src/store/freezeCopy.ts";

describe("freezeCopy", () => {
  it("copies any JSON value, own keys such as __proto__ included", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(freezeCopy(value))).toBe(JSON.stringify(value));
      }),
    );
    const hostile: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
    const copy = freezeCopy(hostile);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(hostile));
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Object.isFrozen(Object.getOwnPropertyDescriptor(copy, "__proto__")?.value)).toBe(true);
  });

  it("shares no object with the original", () => {
    const original = { list: [{ deep: { n: 1 } }] };
    const copy = freezeCopy(original);
    expect(copy).not.toBe(original);
    expect(copy.list[0]?.deep).not.toBe(original.list[0]?.deep);
    expect(Object.isFrozen(original.list)).toBe(false);
    expect(Object.isFrozen(copy.list[0]?.deep)).toBe(true);
  });

  it("takes an object that is in two places, which is no circle", () => {
    const twice = { n: 1 };
    expect(freezeCopy([twice, { twice }])).toEqual([{ n: 1 }, { twice: { n: 1 } }]);
  });

  it("takes objects without a prototype", () => {
    const bare: Record<string, unknown> = Object.assign(Object.create(null), { n: 1 });
    expect(freezeCopy(bare)).toEqual({ n: 1 });
  });

  it("takes 100 levels and no more", () => {
    expect(() => freezeCopy(nested(100))).not.toThrow();
    expect(() => freezeCopy(nested(101))).toThrow("at most 100 levels");
  });

  it("reads each property of the original once", () => {
    let reads = 0;
    const counting = {
      get value(): object {
        reads += 1;
        return { reads };
      },
    };
    expect(freezeCopy(counting)).toEqual({ value: { reads: 1 } });
    expect(reads).toBe(1);
  });
});

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
}
