// What one has to know of a run to compare it with another.
import { cpus } from "node:os";

export function headLine({ rounds }: { readonly rounds: number }): string {
  const processors = cpus();
  return [
    `Node ${process.version}`,
    `${processors[0]?.model.trim() ?? "unknown processor"}, ${processors.length} cores`,
    new Date().toISOString().slice(0, 10),
    `${rounds} rounds`,
    globalThis.gc === undefined ? "without --expose-gc" : "collected before each turn",
  ].join(" · ");
}
