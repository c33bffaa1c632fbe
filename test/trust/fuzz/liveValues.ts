// Values that no JSON makes, for callers in the same process can pass them: reading them runs code, and lies or throws.

/** What to put in the place of a value, made from what stood there. */
export interface LiveValue {
  readonly name: string;
  /** Reading it runs code of the caller's, or fails. */
  readonly runs: boolean;
  make(inner: unknown): unknown;
}

class Instance {
  readonly id = "acme";
}

class Listed extends Array<unknown> {
  override entries(): ArrayIterator<[number, unknown]> {
    throw new Error("entries of a subclass");
  }
  override map<U>(): U[] {
    throw new Error("map of a subclass");
  }
}

const thenName = "then";

export const liveValues: readonly LiveValue[] = [
  live("a getter that throws", (inner) => withGetters(inner, () => fail())),
  live("a getter that throws null", (inner) =>
    withGetters(inner, () => {
      throw null;
    }),
  ),
  live("getters that change their answer", (inner) => {
    let reads = 0;
    return withGetters(inner, (value) => {
      reads += 1;
      return reads % 2 === 0 ? { strange: reads } : value;
    });
  }),
  live("a proxy that throws", (inner) => new Proxy(objectOf(inner), throwing())),
  live("a proxy whose getters throw", (inner) => new Proxy(objectOf(inner), { get: fail })),
  live("a proxy that lies about its keys", (inner) => new Proxy(objectOf(inner), lying())),
  live("a proxy that answers itself", (inner) => {
    const proxy: object = new Proxy(objectOf(inner), { get: () => proxy });
    return proxy;
  }),
  live("a revoked proxy", (inner) => revoked(objectOf(inner))),
  live("a revoked proxy of a list", () => revoked([])),
  live("a list whose length changes", (inner) => {
    let reads = 0;
    return new Proxy([inner, inner], {
      get(list, key, self) {
        if (key !== "length") return Reflect.get(list, key, self);
        reads += 1;
        return reads % 2 === 0 ? 1200 : 1;
      },
    });
  }),
  odd("a symbol", () => Symbol("acme")),
  odd("a bigint", () => 10n),
  odd("NaN", () => Number.NaN),
  odd("infinity", () => Number.POSITIVE_INFINITY),
  odd("undefined", () => undefined),
  odd("a function", () => fail),
  odd("a class", () => Instance),
  odd("an instance of a class", () => new Instance()),
  odd("a Date", () => new Date(Number.NaN)),
  odd("a Map", (inner) => new Map([["id", inner]])),
  odd("a Set", (inner) => new Set([inner])),
  odd("a regular expression", () => /x/g),
  odd("an error", () => new Error("as a value")),
  odd("a boxed text", () => Object("acme")),
  odd("a boxed number", () => Object(5)),
  odd("bytes", () => new Uint8Array(8)),
  odd("an object inside itself", (inner) => {
    const circle: Record<string, unknown> = { ...objectOf(inner) };
    circle.self = circle;
    circle.properties = circle;
    return circle;
  }),
  odd("a list inside itself", () => {
    const circle: unknown[] = [];
    circle.push(circle);
    return circle;
  }),
  odd("a sparse list", (inner) => {
    const sparse: unknown[] = [];
    sparse[3] = inner;
    return sparse;
  }),
  odd("a list with more keys", (inner) => Object.assign([inner], { event_id: "e", id: "acme" })),
  odd("an object without a prototype", (inner) => Object.assign(Object.create(null), objectOf(inner))),
  odd("an object that inherits its fields", (inner) => Object.create(objectOf(inner))),
  odd("a frozen object", (inner) => Object.freeze({ ...objectOf(inner) })),
  odd("an object that cannot be extended", (inner) => Object.preventExtensions({ ...objectOf(inner) })),
  live("a thenable that throws", () =>
    Object.defineProperty({}, thenName, { value: fail, enumerable: true }),
  ),
  live("a toJSON that throws", (inner) => ({ ...objectOf(inner), toJSON: fail })),
  live("a toJSON that answers nothing", (inner) => ({ ...objectOf(inner), toJSON: () => undefined })),
  live("a toString that throws", (inner) => ({ ...objectOf(inner), toString: fail, valueOf: fail })),
  live("a primitive form that throws", (inner) => ({ ...objectOf(inner), [Symbol.toPrimitive]: fail })),
  live("a tag that throws", (inner) =>
    Object.defineProperty({ ...objectOf(inner) }, Symbol.toStringTag, { get: fail }),
  ),
  live("an iterator that throws", (inner) => ({ ...objectOf(inner), [Symbol.iterator]: fail })),
  live("a list of another class", (inner) => Listed.of(inner)),
  live("a list whose iterator throws", (inner) => Object.assign([inner], { [Symbol.iterator]: fail })),
];

/** Those that run no code. */
export const oddValues: readonly LiveValue[] = liveValues.filter(({ runs }) => !runs);

function live(name: string, make: LiveValue["make"]): LiveValue {
  return { name, make, runs: true };
}

function odd(name: string, make: LiveValue["make"]): LiveValue {
  return { name, make, runs: false };
}

function fail(): never {
  throw new Error("code of the caller's");
}

/** The object or list itself; anything else becomes a field of one. */
function objectOf(inner: unknown): object {
  return typeof inner === "object" && inner !== null ? inner : { id: inner };
}

/** An object with the same keys, each read by a function. */
function withGetters(inner: unknown, read: (value: unknown) => unknown): object {
  const made = {};
  for (const [key, value] of Object.entries(objectOf(inner)))
    Object.defineProperty(made, key, { enumerable: true, configurable: true, get: () => read(value) });
  return made;
}

function throwing(): ProxyHandler<object> {
  return { get: fail, has: fail, ownKeys: fail, getOwnPropertyDescriptor: fail, getPrototypeOf: fail };
}

function lying(): ProxyHandler<object> {
  return {
    ownKeys: (target) => [...Reflect.ownKeys(target), "events", "rules", "__proto__"],
    getOwnPropertyDescriptor: (target, key) =>
      Reflect.getOwnPropertyDescriptor(target, key) ?? { value: key, enumerable: true, configurable: true },
  };
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}
