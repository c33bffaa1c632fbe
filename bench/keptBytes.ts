// How much memory something keeps.

/** By how much the heap, and what hangs on it, is larger after `make` and a collection than before. */
export function keptBytes<T>(make: () => T): { readonly kept: T; readonly bytes: number } {
  const before = usedBytes();
  const kept = make();
  return { kept, bytes: usedBytes() - before };
}

function usedBytes(): number {
  // A second one takes what the first has only made ready to go.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
