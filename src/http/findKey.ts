// Which of the known keys has a hash. It takes the same time for each of them, so that time tells nobody how near a guess was.

/** A key, checked. */
export interface KnownKey {
  readonly hash: Uint8Array;
  readonly account: string | undefined;
  /** Milliseconds since 1970; undefined: never. */
  readonly expiresAt: number | undefined;
}

/** The key of that hash. All keys are compared, also behind the one that is found. */
export function findKey<Key extends { readonly hash: ArrayLike<number> }>(
  hash: ArrayLike<number>,
  keys: readonly Key[],
  same: typeof sameBytes = sameBytes,
): Key | undefined {
  let found: Key | undefined;
  for (const key of keys) if (same(key.hash, hash)) found = key;
  return found;
}

/** Whether two hashes are equal; every byte is looked at, also behind the first that differs. */
export function sameBytes(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}
