/** How a text begins: at most so many UTF-16 units, no pair halved; what no store can keep (a lone surrogate, NUL) is U+FFFD. */
export function wellFormedStart(text: string, most: number): string {
  const start = text.slice(0, most);
  const whole = text.length > most ? start.replace(/[\ud800-\udbff]$/, "") : start;
  return whole.replace(/\p{Surrogate}|\0/gu, "\ufffd");
}
