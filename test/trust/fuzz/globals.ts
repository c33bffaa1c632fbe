// What every part of a program shares: whoever changes it changes all others.

const watched: ReadonlyMap<string, object> = new Map(
  Object.entries({
    globalThis,
    Object,
    "Object.prototype": Object.prototype,
    Array,
    "Array.prototype": Array.prototype,
    "Function.prototype": Function.prototype,
    "String.prototype": String.prototype,
    "Number.prototype": Number.prototype,
    "Map.prototype": Map.prototype,
    "Set.prototype": Set.prototype,
    "Promise.prototype": Promise.prototype,
    "Error.prototype": Error.prototype,
    "RegExp.prototype": RegExp.prototype,
    "Uint8Array.prototype": Uint8Array.prototype,
    JSON,
    Math,
    Intl,
  }),
);

const lazy: ReadonlySet<PropertyKey> = new Set(
  Reflect.ownKeys(globalThis).filter(
    (key) => Reflect.getOwnPropertyDescriptor(globalThis, key)?.get !== undefined,
  ),
);

type Look = ReadonlyMap<string, ReadonlyMap<PropertyKey, PropertyDescriptor>>;

export function lookAtGlobals(): Look {
  return new Map([...watched].map(([name, object]) => [name, descriptorsOf(object)]));
}

/** What is otherwise than it was, by name. */
export function changedGlobals(before: Look): string[] {
  return [...watched].flatMap(([name, object]) => {
    const [then, now] = [
      before.get(name) ?? new Map<PropertyKey, PropertyDescriptor>(),
      descriptorsOf(object),
    ];
    const keys = [...new Set([...then.keys(), ...now.keys()])];
    return keys.filter((key) => !same(then.get(key), now.get(key))).map((key) => `${name}[${String(key)}]`);
  });
}

function descriptorsOf(object: object): Map<PropertyKey, PropertyDescriptor> {
  const all = new Map<PropertyKey, PropertyDescriptor>();
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
    // The runtime loads some globals when they are first asked for: of these only the names are looked at.
    const isLazy = object === globalThis && lazy.has(key);
    if (descriptor !== undefined) all.set(key, isLazy ? {} : descriptor);
  }
  return all;
}

function same(a: PropertyDescriptor | undefined, b: PropertyDescriptor | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (["value", "get", "set", "writable", "enumerable", "configurable"] as const).every((part) =>
    Object.is(a[part], b[part]),
  );
}
