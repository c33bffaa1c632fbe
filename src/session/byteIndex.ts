// Finding which of many names stands somewhere in bytes, without making a text of them.

export interface ByteIndex {
  /** The place of the name among all; -1: it is none of them. */
  find(bytes: Uint8Array, from: number, to: number): number;
}

/** @param names - ASCII, each once */
export function createByteIndex(names: readonly string[]): ByteIndex {
  const size = 2 ** Math.ceil(Math.log2(2 * names.length + 2));
  // A place and the number plus one for each; 0: nothing is there.
  const slots = new Int32Array(size);
  const starts = new Int32Array(names.length + 1);
  names.forEach((name, at) => {
    starts[at + 1] = (starts[at] as number) + name.length;
  });
  const letters = new Uint8Array(starts[names.length] as number);
  for (const [number, name] of names.entries()) {
    const start = starts[number] as number;
    for (let at = 0; at < name.length; at += 1) letters[start + at] = name.charCodeAt(at);
    let slot = hashOf(letters, start, start + name.length) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = number + 1;
  }
  return {
    find(bytes, from, to) {
      let slot = hashOf(bytes, from, to) & (size - 1);
      for (; slots[slot] !== 0; slot = (slot + 1) & (size - 1)) {
        const number = (slots[slot] as number) - 1;
        const start = starts[number] as number;
        if ((starts[number + 1] as number) - start !== to - from) continue;
        let at = from;
        while (at < to && bytes[at] === letters[start + at - from]) at += 1;
        if (at === to) return number;
      }
      return -1;
    },
  };
}

/** FNV-1a: the names are the caller's own, so nobody gains by making them collide. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}
