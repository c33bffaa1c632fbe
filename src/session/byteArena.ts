// Bytes that are written once and stay where they are, in blocks, so that growing copies no more than one block.
import { InvariantError } from "../model/errors.ts";

export interface ByteArena {
  /** Room for so many bytes, at most a block: where it begins. The caller writes into `block`, from `within` on. */
  take(length: number): number;
  /** The bytes around a place, and where in them it is. */
  block(place: number): Uint8Array;
  within(place: number): number;
  /** Every place that was taken, in order, with where it ends. */
  places(): Iterable<number>;
}

const blockBits = 16;
const blockSize = 2 ** blockBits;
const blockMask = blockSize - 1;
const firstBlock = 2 ** 10;
/** A place has 32 bits. */
const mostBlocks = 2 ** (32 - blockBits);

export function createByteArena(lengthAt: (block: Uint8Array, at: number) => number): ByteArena {
  const blocks: Uint8Array[] = [new Uint8Array(firstBlock)];
  const used: number[] = [0];

  function grow(needed: number): void {
    const last = blocks.length - 1;
    const block = blocks[last] as Uint8Array;
    if ((used[last] as number) + needed <= blockSize) {
      const larger = new Uint8Array(Math.min(blockSize, 4 * block.length));
      larger.set(block);
      blocks[last] = larger;
    } else {
      if (blocks.length === mostBlocks)
        throw new InvariantError("4 GiB of event ids are kept here, and no more");
      blocks.push(new Uint8Array(blockSize));
      used.push(0);
    }
  }

  return {
    take(length) {
      let last = blocks.length - 1;
      while ((used[last] as number) + length > (blocks[last] as Uint8Array).length) {
        grow(length);
        last = blocks.length - 1;
      }
      const within = used[last] as number;
      used[last] = within + length;
      return last * blockSize + within;
    },
    block: (place) => blocks[place >>> blockBits] as Uint8Array,
    within: (place) => place & blockMask,
    *places() {
      for (const [index, block] of blocks.entries()) {
        for (let at = 0; at < (used[index] as number); at += lengthAt(block, at))
          yield index * blockSize + at;
      }
    },
  };
}
