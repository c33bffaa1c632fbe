// The metrics of all contracts of a rater, by number, so that what is kept of an event needs no text.

export interface MetricNumbers {
  /** By number. */
  readonly names: readonly string[];
  /** -1: no contract that has been looked at has such a metric. */
  find(name: string): number;
  /** The number of a name, given now where it has none. */
  numberOf(name: string): number;
}

/** Most raters know so few metrics that looking through them is quicker than looking one up. */
const few = 8;

export function createMetricNumbers(): MetricNumbers {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  return {
    names,
    find: (name) => (names.length <= few ? names.indexOf(name) : (numbers.get(name) ?? -1)),
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      names.push(name);
      return names.length - 1;
    },
  };
}
