// What a handler knows of an API key: its hash, and never the key.

/** One key, as it is kept: a row of a table, or an entry of a list. */
export interface ApiKey {
  /** SHA-256 of the key as 64 hex digits: what `hashApiKey` gives. */
  readonly sha256: string;
  /** Whose data the key opens. Needed where engines are chosen by account, and refused where one engine is for all keys. */
  readonly account?: string | undefined;
  /** RFC 3339, of the years 1970 to 2199: from this instant on the key is refused. Null or left out: never. */
  readonly expires_at?: string | null | undefined;
}

/** Looks a key up by its hash, 64 hex digits in lower case; nothing: there is no such key. */
export type KeyLookup = (sha256: string) => ApiKey | null | undefined | Promise<ApiKey | null | undefined>;
