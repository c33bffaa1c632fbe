// Binary search, once, for everything that is kept in order.

/** The first index from 0 to `length` for which `holds` is false; it must hold for a beginning and for nothing after. */
export function partitionPoint(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
