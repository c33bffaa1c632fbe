// What a handler is made with, and the same once it has been checked.
import { type Engine, InvariantError, type Now } from "../index.ts";
import type { ApiKey, KeyLookup } from "./apiKey.ts";
import { createKeyRing, type KeyRing } from "./createKeyRing.ts";
import { fromHost } from "./fromHost.ts";

/** One engine for all keys, or the engine of a key's account: one over a store that holds nothing but that account's. */
export type EngineSource = Engine | ((account: string) => Engine | Promise<Engine>);

/** How a handler is set up. */
export interface HandlerOptions {
  /** The keys that open it, as hashes: all of them, or a function that looks one up. */
  readonly keys: readonly ApiKey[] | KeyLookup;
  /** Asked when a key may have expired; the same clock as the engine's. */
  readonly now: () => Now;
  /** What every path begins with; `/v1/billing` unless told, `/` for nothing. */
  readonly basePath?: string | undefined;
  /** Where the base path can be reached from outside: the `servers` of the OpenAPI document, for a host that takes a part of the path away. */
  readonly servers?: readonly string[] | undefined;
  /** The largest body that is read; 1,048,576 unless told. */
  readonly maxBodyBytes?: number | undefined;
  /** Told of everything that was answered with 500 or 503. What it throws is ignored. */
  readonly onError?: ((error: unknown, request: Request) => unknown) | undefined;
}

export interface Setup {
  readonly engineOf: (account: string | undefined) => Engine | Promise<Engine>;
  readonly keys: KeyRing;
  readonly now: () => Now;
  /** Without a slash at the end; empty for nothing. */
  readonly basePath: string;
  readonly maxBodyBytes: number;
  readonly onError: (error: unknown, request: Request) => unknown;
}

/** Throws an InvariantError for what cannot work, so that it is found at the start and not by a customer. */
export function checkOptions(engine: EngineSource, options: HandlerOptions): Setup {
  const { keys, now, maxBodyBytes = 1024 * 1024, onError = () => undefined } = options;
  if (typeof now !== "function") throw new InvariantError("now must be a function: keys may expire");
  if (!Number.isSafeInteger(maxBodyBytes) || maxBodyBytes < 1)
    throw new InvariantError("maxBodyBytes must be a whole number from 1");
  const byAccount = typeof engine === "function";
  return {
    engineOf: byAccount ? (account) => fromHost(() => engine(account ?? "")) : () => engine,
    keys: createKeyRing(keys, byAccount),
    now,
    basePath: checkBasePath(options.basePath),
    maxBodyBytes,
    onError,
  };
}

/** The base path as it stands before each path. */
export function checkBasePath(basePath = "/v1/billing"): string {
  if (basePath === "/" || basePath === "") return "";
  if (/^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/.test(basePath)) return basePath;
  throw new InvariantError(`basePath must be like "/v1/billing", got ${JSON.stringify(basePath)}`);
}
