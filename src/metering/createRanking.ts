// Values in order that can say which has a rank. They stand in blocks: one more value makes room in its block, not in all.
import { compare, type Decimal } from "../decimal/decimal.ts";
import { partitionPoint } from "../model/partitionPoint.ts";

/** Equal values. */
export interface Run {
  readonly value: Decimal;
  count: number;
}

export interface Ranking {
  size(): number;
  /** False, and nothing has changed: there are not that many to take away. */
  change(value: Decimal, by: number): boolean;
  /** The value with so many at or before it. */
  ranked(rank: number): Decimal | undefined;
  runs(): Run[];
}

/** Ascending, as are the blocks. */
interface Block {
  readonly runs: Run[];
  /** Of its runs' counts. */
  size: number;
}

const mostRuns = 512;

export function createRanking(): Ranking {
  const blocks: Block[] = [{ runs: [], size: 0 }];
  let total = 0;

  function change(value: Decimal, by: number): boolean {
    const at = blockOf(blocks, value);
    const block = blocks[at] as Block;
    const place = partitionPoint(block.runs.length, (run) => isBelow(block.runs[run], value));
    const found = block.runs[place];
    const run = found !== undefined && compare(found.value, value) === 0 ? found : undefined;
    const count = (run?.count ?? 0) + by;
    if (count < 0) return false;
    total += by;
    block.size += by;
    if (run === undefined && count > 0) block.runs.splice(place, 0, { value, count });
    else if (run !== undefined && count === 0) block.runs.splice(place, 1);
    else if (run !== undefined) run.count = count;
    if (block.runs.length > mostRuns) blocks.splice(at, 1, ...halves(block));
    else if (block.runs.length === 0 && blocks.length > 1) blocks.splice(at, 1);
    return true;
  }

  return {
    size: () => total,
    change,
    ranked(rank) {
      let before = 0;
      const block = blocks.find(({ size }) => {
        before += size;
        return before >= rank;
      });
      if (block === undefined) return undefined;
      before -= block.size;
      return block.runs.find(({ count }) => {
        before += count;
        return before >= rank;
      })?.value;
    },
    runs: () => blocks.flatMap(({ runs }) => runs),
  };
}

/** The first block that ends at or above the value, or the last. */
function blockOf(blocks: readonly Block[], value: Decimal): number {
  const at = partitionPoint(blocks.length, (block) => isBelow(blocks[block]?.runs.at(-1), value));
  return Math.min(at, blocks.length - 1);
}

function isBelow(run: Run | undefined, value: Decimal): boolean {
  return run !== undefined && compare(run.value, value) < 0;
}

function halves({ runs }: Block): Block[] {
  const middle = runs.length >> 1;
  return [runs.slice(0, middle), runs.slice(middle)].map((half) => ({
    runs: half,
    size: half.reduce((sum, { count }) => sum + count, 0),
  }));
}
