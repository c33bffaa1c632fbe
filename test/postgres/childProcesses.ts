// Which processes a process has started, and whether one is still there.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Processes that a process has started, and those that these have, down to the last. */
export function descendantsOf(pid: number): number[] {
  const processes = listProcesses();
  const found: number[] = [];
  let parents = [pid];
  while (parents.length > 0) {
    parents = processes.filter(({ parent }) => parents.includes(parent)).map((child) => child.pid);
    found.push(...parents);
  }
  return found;
}

/** Whether a process runs; one that has ended and waits to be looked at does not. */
export function isAlive(pid: number): boolean {
  if (existsSync("/proc/self/stat")) return stateOf(pid) !== undefined && stateOf(pid) !== "Z";
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

interface Listed {
  readonly pid: number;
  readonly parent: number;
}

/** From /proc where there is one, else from `ps`. */
function listProcesses(): Listed[] {
  if (!existsSync("/proc/self/stat")) {
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent };
    });
  }
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.flatMap((pid) => {
    const parent = Number(fieldsOf(pid)?.[1]);
    return Number.isNaN(parent) ? [] : [{ pid, parent }];
  });
}

function stateOf(pid: number): string | undefined {
  return fieldsOf(pid)?.[0];
}

/** State, parent and the rest of what /proc says of a process, after its name in brackets; undefined: it is gone. */
function fieldsOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
