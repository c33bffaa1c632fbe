// Adds up the time of several stretches, by the clock on the wall and by what the processor spent on this process.

/** `processor` counts all threads, so collecting garbage in parallel counts in full. */
export type Clock = "wall" | "processor";

export interface Stopwatch {
  time<T>(work: () => T): T;
  /** For work that waits; what else the process does meanwhile counts too. */
  timeAsync<T>(work: () => Promise<T>): Promise<T>;
  /** So far. */
  nanoseconds(clock: Clock): number;
}

export function createStopwatch(): Stopwatch {
  const sum = { wall: 0, processor: 0 };
  let [begin, before] = [0, process.cpuUsage()];

  function start(): void {
    before = process.cpuUsage();
    begin = performance.now();
  }

  function stop(): void {
    sum.wall += (performance.now() - begin) * 1e6;
    const { user, system } = process.cpuUsage(before);
    sum.processor += (user + system) * 1e3;
  }

  function time<T>(work: () => T): T {
    start();
    const result = work();
    stop();
    return result;
  }

  async function timeAsync<T>(work: () => Promise<T>): Promise<T> {
    start();
    const result = await work();
    stop();
    return result;
  }

  return { time, timeAsync, nanoseconds: (clock) => sum[clock] };
}
