// A client: asks for one thing after the other, and asks again where it was not told what became of it.
import { askEngine } from "./askEngine.ts";
import type { Host } from "./host.ts";
import type { Ask } from "./plan.ts";
import { type Stage, turn } from "./stage.ts";

/** How often a client asks for one thing. */
const attempts = 3;

/** Does what was planned for the client, with another engine at each further attempt. */
export async function runClient(
  stage: Stage,
  hosts: readonly Host[],
  place: number,
  asks: readonly Ask[],
): Promise<void> {
  for (const ask of asks) {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const host = hosts[(place + attempt) % hosts.length];
      if (host === undefined) throw new Error("there is an engine");
      await turn(stage, `client ${place} asks`);
      const mayTryAgain = await askEngine(stage, host, ask, attempt);
      if (!mayTryAgain) break;
    }
  }
}
