// A world of built-in things that others have been at, as polyfills, old libraries and strict hosts do: nothing of it may show in a result.

const builtIns: readonly (readonly [name: string, prototype: object])[] = [
  ["Object", Object.prototype],
  ["Array", Array.prototype],
  ["String", String.prototype],
  ["Number", Number.prototype],
  ["Boolean", Boolean.prototype],
  ["BigInt", BigInt.prototype],
  ["Function", Function.prototype],
  ["Map", Map.prototype],
  ["Set", Set.prototype],
  ["WeakMap", WeakMap.prototype],
  ["Date", Date.prototype],
  ["RegExp", RegExp.prototype],
  ["Error", Error.prototype],
  ["Promise", Promise.prototype],
  ["Uint8Array", Uint8Array.prototype],
  ["Float64Array", Float64Array.prototype],
];

/** What can be found by walking over the names of an object, and is nobody's. */
export function salt(): void {
  for (const [name, prototype] of builtIns) {
    const define = (key: string, value: unknown) =>
      Object.defineProperty(prototype, key, { value, enumerable: true, configurable: true, writable: true });
    define("junk", `junk of ${name}`);
    define("eu", { unit_amount: "1000" });
    define("extra field", () => "1000");
    define("2026-01-01", 1000);
  }
}

/** Every method is another function that does the same, as where a host counts or traces calls. */
export function wrap(): void {
  const holders = [...builtIns, ["JSON", JSON], ["Math", Math], ["Reflect", Reflect]] as const;
  for (const [, holder] of holders) wrapAll(holder);
  for (const holder of [Object, Array, Number, String, Date]) wrapAll(holder);
}

function wrapAll(holder: object): void {
  for (const name of Object.getOwnPropertyNames(holder)) {
    const property = Object.getOwnPropertyDescriptor(holder, name);
    const isPlain = property?.configurable === true && typeof property.value === "function";
    // A class is also a function; calling it is not what it is for.
    if (!isPlain || /^(?:constructor|[A-Z])/.test(name)) continue;
    const method = property.value as (...given: readonly unknown[]) => unknown;
    const { apply } = Reflect;
    const value = function wrapped(this: unknown, ...given: readonly unknown[]): unknown {
      return apply(method, this, given);
    };
    Object.defineProperty(holder, name, { ...property, value });
  }
}

/**
 * Nothing built in can be changed any more: an assignment of a name that a prototype has throws. All but `Object.prototype`, without
 * which big.js can neither be loaded nor make a number, as it assigns `toString` and `constructor`.
 */
export function freeze(): void {
  for (const [, prototype] of builtIns) if (prototype !== Object.prototype) Object.freeze(prototype);
  for (const holder of [Object, Array, String, Number, Map, Set, Date, JSON, Math, Reflect, Intl])
    Object.freeze(holder);
}
