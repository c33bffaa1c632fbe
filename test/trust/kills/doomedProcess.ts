// A process that submits usage until it is killed, and says on its standard output which batches were answered.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { createEngine } from "../../../src/index.ts";
import { createPostgresStore } from "../../../src/postgres/index.ts";
import { clientKinds } from "../../postgres/clients.ts";
import { splitCommits } from "../../postgres/splitCommits.ts";
import { usageWorld, worldNow } from "../../postgres/usageWorld.ts";
import type { KillOrder } from "./killOrder.ts";

const flag = "--doomed";
/** Events of a batch. */
export const batchSize = 4;

/** One line of its output: ids of events that it was told are accepted, or a complaint. */
export type Note = { readonly accepted: readonly string[] } | { readonly fault: string };

export interface DoomedProcess {
  readonly child: ChildProcess;
  /** Resolves with everything that it said, once its output has ended. */
  readonly notes: Promise<readonly Note[]>;
  /** Resolves when it has said so much, or its output has ended. */
  untilSaid(notes: number): Promise<void>;
}

export function startDoomedProcess(script: string, order: KillOrder): DoomedProcess {
  const args = ["--enable-source-maps", script, flag, JSON.stringify(order)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const said: Note[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => said.push(JSON.parse(line) as Note));
  const ended = once(lines, "close");
  let hasEnded = false;
  const notes = ended.then(() => {
    hasEnded = true;
    return said;
  });
  return {
    child,
    notes,
    async untilSaid(count) {
      while (said.length < count && !hasEnded) await Promise.race([once(lines, "line"), ended]);
    },
  };
}

/** Whether this process is a doomed one; then it has run, and nobody has killed it in time. */
export async function wasDoomedProcess(args: readonly string[]): Promise<boolean> {
  const [first, order] = args;
  if (first !== flag || order === undefined) return false;
  await submitAll(JSON.parse(order) as KillOrder);
  return true;
}

async function submitAll({
  url,
  schema,
  world,
  client: kind,
  tasks,
  store: which,
}: KillOrder): Promise<void> {
  const opened = clientKinds[kind]?.open(url, { max: tasks });
  if (opened === undefined) throw new RangeError(`there is no kind of client ${kind}`);
  const store = createPostgresStore(opened.client, { schema });
  const engine = createEngine({
    store: which === "split" ? splitCommits(store) : store,
    now: () => worldNow,
  });
  const events = usageWorld(world).rivals.map(([event]) => event);
  let sent = 0;
  await Promise.all(
    Array.from({ length: tasks }, async () => {
      while (sent < events.length) {
        const batch = events.slice(sent, sent + batchSize);
        sent += batchSize;
        const answer = await engine.submitUsage({ events: batch });
        const refused = answer.events.find(
          ({ status, duplicate }) => status !== "accepted" || duplicate === true,
        );
        if (refused !== undefined)
          note({ fault: `an event that is sent once was ${JSON.stringify(refused)}` });
        note({ accepted: batch.map(({ event_id }) => event_id) });
      }
    }),
  );
  await opened.close();
}

/** At once, so that what was said is said even if the process ends with the next instruction. */
function note(one: Note): void {
  writeSync(1, `${JSON.stringify(one)}\n`);
}
