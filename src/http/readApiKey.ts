// A record of a key, checked. What is wrong with it is a mistake of the program that keeps the keys, so it is thrown.
import { InvariantError } from "../index.ts";
import type { ApiKey } from "./apiKey.ts";
import type { KnownKey } from "./findKey.ts";
import { millisecondsOf } from "./millisecondsOf.ts";

/** @param byAccount - whether the engine depends on the key's account */
export function readApiKey(record: ApiKey, byAccount: boolean): KnownKey {
  if (typeof record !== "object" || record === null)
    throw new InvariantError("an API key must be a record { sha256, account?, expires_at? }");
  const { sha256, account, expires_at } = record;
  // Told without the value: it might be a key by mistake.
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/i.test(sha256))
    throw new InvariantError("the sha256 of an API key must be 64 hex digits: what hashApiKey gives");
  if (byAccount && (typeof account !== "string" || account === ""))
    throw new InvariantError("an API key must have an account, as the engine is chosen by it");
  if (!byAccount && account !== undefined && account !== null)
    throw new InvariantError(
      "an API key must not have an account beside one engine for all: give createHandler a function of the account",
    );
  return {
    hash: bytesOfHex(sha256),
    account: byAccount ? account : undefined,
    expiresAt: expires_at == null ? undefined : millisecondsOf(expires_at, "expires_at of an API key"),
  };
}

export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
}
