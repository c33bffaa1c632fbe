// An engine as a contestant: a process of its own that takes its turn while ours waits.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Contestant, Turn } from "../contest.ts";
import type { Answer, Question } from "./turnServer.ts";

export interface EngineProcess {
  readonly contestant: Contestant;
  stop(): void;
}

/** `program`: its file beside the bundle. `file`: the events that it reads. */
export function startEngine(name: string, program: string, file: string, events: number): EngineProcess {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [file], { execArgv: [] });
  const question: Question = { events };
  return {
    contestant: {
      name,
      standing: "exact",
      async turn() {
        child.send(question);
        return turnOf(name, await answerOf(name, child));
      },
    },
    stop() {
      if (child.connected) child.disconnect();
    },
  };
}

async function answerOf(name: string, child: ChildProcess): Promise<Answer> {
  const stopped = new AbortController();
  const ended = once(child, "exit", { signal: stopped.signal }).then(([code]) => {
    throw new Error(`${name} has ended with ${code}`);
  });
  const answered = once(child, "message", { signal: stopped.signal }).then(([message]) => message as Answer);
  try {
    return await Promise.race([answered, ended]);
  } finally {
    stopped.abort();
    // Whichever of the two was not first.
    await Promise.allSettled([answered, ended]);
  }
}

function turnOf(name: string, answer: Answer): Turn {
  if ("turn" in answer) return answer.turn;
  throw new Error(`${name}: ${answer.error}`);
}
