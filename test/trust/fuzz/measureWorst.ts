// How long the worst inputs take, and how much memory, each in a process of its own, so that none pays for another.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { format } from "./tally.ts";
import { worstInputs } from "./worstInputs.ts";

/** What a megabyte of input may cost. */
const most = { milliseconds: 1000, megabytes: 50 } as const;

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly answer: number;
}

const longestMs = 60_000;

/** Prints a line for each; the exit status tells whether all keep within what is promised. */
/** @param only - what the names of those that are wanted begin with */
export function measureWorst(path: string, only = ""): void {
  const wanted = worstInputs.filter(({ name }) => name.startsWith(only));
  const rows = wanted.map(({ name }) => [name, ...figuresOf(measureApart(path, name))]);
  console.log(format([["input", "ms", "MB more", "answer", "within"], ...rows]));
  if (rows.some((row) => row.at(-1) === "NO")) process.exitCode = 1;
}

function measureApart(path: string, name: string): Measured | string {
  try {
    // A small nursery: what nobody holds any more is not what is asked for.
    const args = ["--expose-gc", "--max-semi-space-size=2", path, "--measure", name];
    const text = execFileSync(process.execPath, args, {
      encoding: "utf8",
      timeout: longestMs,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return JSON.parse(text) as Measured;
  } catch (error) {
    if ((error as { readonly code?: string }).code !== "ETIMEDOUT") console.error(error);
    // A process that was ended, or that ended itself.
    return (error as { readonly code?: string }).code === "ETIMEDOUT" ? `over ${longestMs}` : "failed";
  }
}

function figuresOf(measured: Measured | string): string[] {
  if (typeof measured === "string") return [measured, "", "", "NO"];
  const { milliseconds, megabytes, answer } = measured;
  const within = milliseconds <= most.milliseconds && megabytes <= most.megabytes;
  return [
    Math.round(milliseconds).toString(),
    megabytes.toFixed(1),
    answer.toString(),
    within ? "yes" : "NO",
  ];
}

/** Measures one, in this process. The time is that of the processor, as other programs may want it too. */
export function measureOwn(name: string): void {
  const input = worstInputs.find((one) => one.name === name);
  if (input === undefined) throw new Error(`there is no input ${name}`);
  const work = input.make();
  globalThis.gc?.();
  forgetPeak();
  const before = memory("VmRSS");
  const begin = process.cpuUsage();
  const answer = work();
  const { user, system } = process.cpuUsage(begin);
  const megabytes = Math.max(0, memory("VmHWM") - before) / 1024;
  console.log(JSON.stringify({ milliseconds: (user + system) / 1000, megabytes, answer } satisfies Measured));
}

/** The peak so far is that of making the input. Only Linux lets one forget it; elsewhere the figure is too large. */
function forgetPeak(): void {
  if (process.platform === "linux") writeFileSync("/proc/self/clear_refs", "5");
}

/** In kilobytes. */
function memory(name: "VmRSS" | "VmHWM"): number {
  if (process.platform !== "linux")
    return name === "VmRSS" ? process.memoryUsage().rss / 1024 : process.resourceUsage().maxRSS;
  const [, size = "0"] =
    new RegExp(`${name}:\\s+([0-9]+) kB`).exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(size);
}
