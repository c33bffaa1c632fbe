// The keys of a handler: a list that is checked once, or a look-up that is checked each time.
import { InvariantError } from "../index.ts";
import type { ApiKey, KeyLookup } from "./apiKey.ts";
import { findKey, type KnownKey, sameBytes } from "./findKey.ts";
import { fromHost } from "./fromHost.ts";
import { bytesOfHex, readApiKey } from "./readApiKey.ts";

export interface KeyRing {
  /** The key of that hash, 64 hex digits; rejects with what the look-up rejects with. */
  find(sha256: string): Promise<KnownKey | undefined>;
}

export function createKeyRing(keys: readonly ApiKey[] | KeyLookup, byAccount: boolean): KeyRing {
  if (typeof keys === "function") return lookingUp(keys, byAccount);
  if (!Array.isArray(keys))
    throw new InvariantError("keys must be an array of API keys, or a function that looks one up");
  const known: KnownKey[] = [];
  for (const record of keys as readonly ApiKey[]) {
    const key = readApiKey(record, byAccount);
    if (findKey(key.hash, known) !== undefined)
      throw new InvariantError("two of the API keys have the same sha256: which account would it open?");
    known.push(key);
  }
  return { find: async (sha256) => findKey(bytesOfHex(sha256), known) };
}

function lookingUp(lookup: KeyLookup, byAccount: boolean): KeyRing {
  return {
    async find(sha256) {
      const record = await fromHost(() => lookup(sha256));
      if (record === undefined || record === null) return undefined;
      const key = readApiKey(record, byAccount);
      if (sameBytes(key.hash, bytesOfHex(sha256))) return key;
      // A look-up that ignores case, or compares a part, must not let anybody in.
      throw new InvariantError("keys answered another API key than it was asked for");
    },
  };
}
