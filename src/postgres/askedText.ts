/** A text to look for; null, which equals nothing, for what no text of PostgreSQL can be: with NUL, or half of a surrogate pair. */
export function askedText(text: string): string | null {
  return /\p{Surrogate}|\0/u.test(text) ? null : text;
}
