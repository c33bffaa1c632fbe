// Where the last plain event of each contract and metric counted: usage comes mostly in order of time, so the next one counts there, too. All
// in one array, as with many contracts every object that has to be touched on the way is a wait for memory.

export interface LatestTracks {
  /** The first track of the route that was used last; -1: there is none. */
  find(contract: number, metric: number): number;
  set(contract: number, metric: number, track: number): void;
}

// What a record holds: the contract plus one (0: nothing is there), the metric, the track.
const [contractPlusOne, metricOf, trackOf] = [0, 1, 2];
const recordBits = 2;
const recordSize = 2 ** recordBits;
const firstRoom = 8;

export function createLatestTracks(): LatestTracks {
  let records = new Int32Array(firstRoom * recordSize);
  let size = 0;

  function grow(): void {
    const before = records;
    records = new Int32Array(2 * before.length);
    for (let at = 0; at < before.length; at += recordSize) {
      const contract = (before[at + contractPlusOne] as number) - 1;
      if (contract < 0) continue;
      const metric = before[at + metricOf] as number;
      put(recordOf(records, contract, metric), contract, metric, before[at + trackOf] as number);
    }
  }

  function put(at: number, contract: number, metric: number, track: number): void {
    records[at + contractPlusOne] = contract + 1;
    records[at + metricOf] = metric;
    records[at + trackOf] = track;
  }

  return {
    find(contract, metric) {
      const at = recordOf(records, contract, metric);
      return records[at + contractPlusOne] === 0 ? -1 : (records[at + trackOf] as number);
    },
    set(contract, metric, track) {
      let at = recordOf(records, contract, metric);
      if (records[at + contractPlusOne] === 0) {
        size += 1;
        // Half of the places stay free.
        if (2 * size * recordSize > records.length) {
          grow();
          at = recordOf(records, contract, metric);
        }
      }
      put(at, contract, metric, track);
    },
  };
}

/** Where the record of a contract and a metric is, or would be. */
function recordOf(records: Int32Array, contract: number, metric: number): number {
  const mask = records.length - 1;
  let at = homeOf(contract, metric) & mask;
  while (
    records[at + contractPlusOne] !== 0 &&
    (records[at + contractPlusOne] !== contract + 1 || records[at + metricOf] !== metric)
  )
    at = (at + recordSize) & mask;
  return at;
}

/** Both are numbers in order, given by the rater itself, so nobody can choose them to collide. */
function homeOf(contract: number, metric: number): number {
  const mixed = Math.imul(contract, 0x9e3779b1) ^ Math.imul(metric, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) << recordBits;
}
