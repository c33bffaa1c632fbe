// Where things are by their hash, in tables that are at most seven eighths full. Many small tables in place of a large one, as one that
// grows copies all it holds, and nobody should wait for that.

/** A table from hashes to numbers; several numbers may have the same hash. */
export interface SlotTable {
  /** The numbers kept under a hash of 31 bits, one after the other, until `isIt` says yes; -1 when it never does. */
  find(hash: number, isIt: (value: number) => boolean): number;
  /** @param value - below 2^32 - 1 */
  keep(hash: number, value: number): void;
  /** Brings in the memory that `find` will look at; several calls wait for it together. Answers what is of no account. */
  touch(hash: number): number;
}

interface Shard {
  /** Two numbers for each place: a hash, and the number plus one; 0: nothing is there. */
  slots: Uint32Array;
  size: number;
}

/** Until then one shard is enough. */
const mostInOne = 2 ** 14;
const manyShards = 256;
const smallest = 32;

export function createSlotTable(): SlotTable {
  let shards: readonly Shard[] = [createShard(smallest)];
  let mask = 0;
  let count = 0;

  function split(): void {
    const [whole] = shards as [Shard];
    shards = Array.from({ length: manyShards }, () => createShard((2 * mostInOne) / manyShards));
    mask = manyShards - 1;
    const { slots } = whole;
    for (let at = 0; at < slots.length; at += 2) {
      const hash = slots[at] as number;
      if (slots[at + 1] !== 0) put(shards[hash & mask] as Shard, hash, slots[at + 1] as number);
    }
  }

  return {
    find: (hash, isIt) => findIn((shards[hash & mask] as Shard).slots, hash, isIt),
    keep(hash, value) {
      if (count === mostInOne && mask === 0) split();
      count += 1;
      put(shards[hash & mask] as Shard, hash, value + 1);
    },
    touch(hash) {
      const { slots } = shards[hash & mask] as Shard;
      return slots[homeOf(hash, slots.length)] as number;
    },
  };
}

function createShard(places: number): Shard {
  return { slots: new Uint32Array(2 * places), size: 0 };
}

/** Where a hash stands if nothing else stands there. The upper bits choose, so that the lower ones can choose the shard. */
function homeOf(hash: number, length: number): number {
  return 2 * Math.floor((hash * (length / 2)) / 2 ** 31);
}

function findIn(slots: Uint32Array, hash: number, isIt: (value: number) => boolean): number {
  const { length } = slots;
  for (let at = homeOf(hash, length); slots[at + 1] !== 0; at = at + 2 === length ? 0 : at + 2) {
    if (slots[at] !== hash) continue;
    const value = (slots[at + 1] as number) - 1;
    if (isIt(value)) return value;
  }
  return -1;
}

function put(shard: Shard, hash: number, value: number): void {
  if ((shard.size + 1) * 16 > shard.slots.length * 7) grow(shard);
  shard.size += 1;
  insert(shard.slots, hash, value);
}

function insert(slots: Uint32Array, hash: number, value: number): void {
  const { length } = slots;
  let at = homeOf(hash, length);
  while (slots[at + 1] !== 0) at = at + 2 === length ? 0 : at + 2;
  slots[at] = hash;
  slots[at + 1] = value;
}

function grow(shard: Shard): void {
  const { slots } = shard;
  const { slots: larger } = createShard(Math.ceil(slots.length * 0.75));
  for (let at = 0; at < slots.length; at += 2) {
    if (slots[at + 1] !== 0) insert(larger, slots[at] as number, slots[at + 1] as number);
  }
  shard.slots = larger;
}
