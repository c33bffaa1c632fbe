import { InvariantError } from "../index.ts";

/** What a header can carry as one word, and no longer than anybody needs. */
const keyPattern = /^[!-~]{1,512}$/;

/** Whether a text can be an API key at all. */
export function canBeApiKey(text: unknown): text is string {
  return typeof text === "string" && keyPattern.test(text);
}

/**
 * The hash of an API key, to be kept in place of the key: SHA-256, as 64 hex digits in lower case.
 *
 * Keys are to be random and long (32 random bytes), for such a hash is quick to compute, and so are guesses at a short key.
 *
 * @param key - 1 to 512 printable ASCII characters without spaces
 * @throws InvariantError for anything else, which no header could carry
 *
 * @example
 * await hashApiKey("luc_live_example"); // => "593e80a1f17c4e369e16eab48124d6b0ace1216729db3f247b69845e929d15f9"
 */
export async function hashApiKey(key: string): Promise<string> {
  if (!canBeApiKey(key))
    throw new InvariantError("an API key must be 1 to 512 printable ASCII characters without spaces");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
