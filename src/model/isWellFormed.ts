/** No lone surrogate, no NUL: text that every store can keep. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}|\0/u.test(text);
}
