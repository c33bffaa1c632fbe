// One life of a process: it submits a world's events, is killed somewhere in between, and what it left behind is looked at.
import { once } from "node:events";
import { pause } from "../../postgres/submitUntilHeard.ts";
import { type Aftermath, checkAftermath } from "./aftermath.ts";
import { type Note, startDoomedProcess } from "./doomedProcess.ts";
import type { KillMoment, KillOrder } from "./killOrder.ts";

export interface ProcessKill extends Aftermath {
  /** It had work left; else the kill came too late to count. */
  readonly wasKilled: boolean;
}

export async function killProcess(script: string, order: KillOrder, when: KillMoment): Promise<ProcessKill> {
  const { child, notes, untilSaid } = startDoomedProcess(script, order);
  const exited = once(child, "exit");
  await untilSaid(when.batches);
  await pause(when.milliseconds);
  child.kill("SIGKILL");
  const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  const said = await notes;
  const accepted = said.flatMap((note: Note) => ("accepted" in note ? note.accepted : []));
  const complaints = said.flatMap((note: Note) => ("fault" in note ? [note.fault] : []));
  if (signal !== "SIGKILL" && code !== 0) complaints.push(`the process ended by itself, with status ${code}`);
  const aftermath = await checkAftermath(order, new Set(accepted));
  return {
    ...aftermath,
    faults: [...complaints, ...aftermath.faults],
    wasKilled: signal === "SIGKILL" && accepted.length < order.world.events,
  };
}
