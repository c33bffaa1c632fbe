// Sums over texts, so that contestants that differ anywhere cannot have the same outcome by oversight.

export interface Checksum {
  add(text: string): void;
  text(): string;
}

/** What comes in another order is another sum. */
export function createSequence(): Checksum {
  let sum = start;
  return {
    add(text) {
      sum = mix(sum, text);
    },
    text: () => hex(sum),
  };
}

/** The order is of no account. */
export function createBag(): Checksum {
  let [sum, count] = [0, 0];
  return {
    add(text) {
      sum = (sum + mix(start, text)) >>> 0;
      count += 1;
    },
    text: () => `${count} of ${hex(sum)}`,
  };
}

const start = 0x811c9dc5;

function mix(sum: number, text: string): number {
  let mixed = sum;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function hex(sum: number): string {
  return (sum >>> 0).toString(16).padStart(8, "0");
}
