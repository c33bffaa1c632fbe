// Where things are by their hash: two numbers each, in tables that hold at most seven of eight places. Many small tables in place of a
// large one, as one that grows copies all it holds, and nobody should wait for that.

/** A table from hashes to numbers; several numbers may have the same hash. */
export interface SlotTable {
  /** The numbers kept under a hash, one after the other, until `isIt` says yes; -1 when it never does. */
  find(hash: number, isIt: (value: number) => boolean): number;
  /** @param value - below 2^32 - 1 */
  keep(hash: number, value: number): void;
}

interface Shard {
  hashes: Uint32Array;
  /** The numbers plus one; 0: nothing is there. */
  values: Uint32Array;
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
    shards = Array.from({ length: manyShards }, () => createShard(Math.ceil((2 * mostInOne) / manyShards)));
    mask = manyShards - 1;
    forEach(whole, (hash, value) => put(shards[hash & mask] as Shard, hash, value));
  }

  return {
    find(hash, isIt) {
      const { hashes, values } = shards[hash & mask] as Shard;
      const { length } = hashes;
      for (let at = homeOf(hash, length); values[at] !== 0; at = at + 1 === length ? 0 : at + 1) {
        if (hashes[at] === hash && isIt((values[at] as number) - 1)) return (values[at] as number) - 1;
      }
      return -1;
    },
    keep(hash, value) {
      if (count === mostInOne && mask === 0) split();
      count += 1;
      const shard = shards[hash & mask] as Shard;
      if ((shard.size + 1) * 8 > shard.hashes.length * 7) grow(shard);
      put(shard, hash, value + 1);
    },
  };
}

function createShard(length: number): Shard {
  return { hashes: new Uint32Array(length), values: new Uint32Array(length), size: 0 };
}

/** The upper bits of the hash choose the place, so that the lower ones can choose the shard. */
function homeOf(hash: number, length: number): number {
  return Math.floor((hash * length) / 2 ** 32);
}

function put(shard: Shard, hash: number, value: number): void {
  const { hashes, values } = shard;
  const { length } = hashes;
  let at = homeOf(hash, length);
  while (values[at] !== 0) at = at + 1 === length ? 0 : at + 1;
  hashes[at] = hash;
  values[at] = value;
  shard.size += 1;
}

function grow(shard: Shard): void {
  const larger = createShard(Math.ceil(shard.hashes.length * 1.5));
  forEach(shard, (hash, value) => put(larger, hash, value));
  shard.hashes = larger.hashes;
  shard.values = larger.values;
}

function forEach({ hashes, values }: Shard, visit: (hash: number, value: number) => void): void {
  for (let at = 0; at < hashes.length; at += 1) {
    if (values[at] !== 0) visit(hashes[at] as number, values[at] as number);
  }
}
