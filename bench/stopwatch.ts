// Adds up the time of several calls, by the clock on the wall and by what the processor spent on this process.

/** `processor` counts all threads, so collecting garbage in parallel counts in full. */
export type Clock = "wall" | "processor";

export interface Stopwatch {
  time<T>(work: () => T): T;
  /** So far. */
  nanoseconds(clock: Clock): number;
}

export function createStopwatch(): Stopwatch {
  const sum = { wall: 0, processor: 0 };

  function time<T>(work: () => T): T {
    const [begin, before] = [performance.now(), process.cpuUsage()];
    const result = work();
    sum.wall += (performance.now() - begin) * 1e6;
    const { user, system } = process.cpuUsage(before);
    sum.processor += (user + system) * 1e3;
    return result;
  }

  return { time, nanoseconds: (clock) => sum[clock] };
}
