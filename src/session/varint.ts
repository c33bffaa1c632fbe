// Whole numbers below 2^53 in as few bytes as they need, seven bits in each.

/** Above it numbers need more than the 32 bits of JavaScript's own integers. */
const mostInteger = 2 ** 31 - 1;

export function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Answers where the next byte goes. */
export function writeVarint(bytes: Uint8Array, from: number, value: number): number {
  let at = from;
  let rest = value;
  for (; rest > mostInteger; at += 1) {
    const upper = Math.floor(rest / 128);
    bytes[at] = rest - upper * 128 + 128;
    rest = upper;
  }
  for (; rest >= 128; at += 1) {
    bytes[at] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[at] = rest;
  return at + 1;
}

export function readVarint(bytes: Uint8Array, from: number): number {
  let value = 0;
  let worth = 1;
  let at = from;
  for (; (bytes[at] as number) >= 128; at += 1) {
    value += ((bytes[at] as number) - 128) * worth;
    worth *= 128;
  }
  return value + (bytes[at] as number) * worth;
}
