// Makes everything throw that would let the place, the time or chance into a result. Zones stay: they are asked for by name.
import { guardedDate, guardedFormat } from "./guarded.ts";

const parts = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"];
const dateTexts = ["toString", "toDateString", "toTimeString", "toLocaleDateString", "toLocaleTimeString"];
const timers = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"];
const words = ["Collator", "NumberFormat", "PluralRules", "RelativeTimeFormat", "ListFormat", "DisplayNames"];

/** By where they are found. */
const forbidden: readonly (readonly [holder: object, names: readonly string[]])[] = [
  [globalThis, ["fetch", "WebSocket", ...timers]],
  [performance, ["now", "mark", "measure"]],
  [crypto, ["getRandomValues", "randomUUID"]],
  [console, ["log", "info", "warn", "error", "debug", "trace"]],
  [process, ["hrtime", "cwd", "uptime", "memoryUsage", "nextTick"]],
  [Math, ["random"]],
  [String.prototype, ["localeCompare", "toLocaleLowerCase", "toLocaleUpperCase"]],
  [Number.prototype, ["toLocaleString"]],
  [BigInt.prototype, ["toLocaleString"]],
  [Array.prototype, ["toLocaleString"]],
  [Object.prototype, ["toLocaleString"]],
  [Date, ["now"]],
  [Date.prototype, [...dateTexts, "toLocaleString", "getTimezoneOffset", "getDay"]],
  [Date.prototype, parts.flatMap((part) => [`get${part}`, `set${part}`])],
  [Intl, words],
];

/** Gives everything back. */
export type Allow = () => void;

export function forbidAmbient(): Allow {
  const undo: Allow[] = [];
  for (const [holder, names] of forbidden)
    for (const name of names) undo.push(replace(holder, name, refusal(name)));
  undo.push(replace(globalThis, "Date", guardedDate()));
  undo.push(replace(Intl, "DateTimeFormat", guardedFormat()));
  return () => {
    for (const step of undo.reverse()) step();
  };
}

/** The runtime asks for it when it loads a module. */
export function forbidEnvironment(): Allow {
  const guards = { get: refusal("env"), has: refusal("env"), ownKeys: refusal("env") };
  return replace(process, "env", new Proxy({}, guards));
}

function refusal(name: string): () => never {
  return () => {
    throw new Error(`${name} has been asked`);
  };
}

function replace(holder: object, name: string, value: unknown): Allow {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { value, configurable: true, writable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(holder, name);
    else Object.defineProperty(holder, name, before);
  };
}
