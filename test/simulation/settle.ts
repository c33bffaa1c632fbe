// When the dust has settled: every input is sent once more, until nothing is unknown, and then again, which must change nothing.
import { submit } from "./askUsage.ts";
import type { Host } from "./host.ts";
import type { Pick } from "./plan.ts";
import { type Stage, violate } from "./stage.ts";
import { textOfStore } from "./textOfStore.ts";

/** Sends all that was ever sent twice over, without faults; what was refused is refused with the same code. */
export async function settle(stage: Stage, hosts: readonly Host[]): Promise<void> {
  stage.isCalm = true;
  const picks = sent(stage);
  const [first, last] = [hosts[0], hosts.at(-1)];
  if (picks.length === 0 || first === undefined || last === undefined) return;
  const calm = { patience: undefined, respelled: false };
  const once = await submit(stage, first, picks, calm);
  const before = await textOfStore(stage);
  const twice = await submit(stage, last, picks, { ...calm, respelled: true });
  if ((await textOfStore(stage)) !== before) violate(stage, "sending everything again changed the store");
  for (const [place, { event_id, code }] of twice.outcomes.entries()) {
    const earlier = once.outcomes[place]?.code;
    // What was refused first, and whose id another content has taken since, is a conflict now.
    if (code !== earlier && code !== "event_conflict")
      violate(stage, `${event_id} was refused with ${String(earlier)}, and then with ${String(code)}`);
  }
}

/** Every different input, in the order of the plan. */
function sent({ plan }: Stage): Pick[] {
  const asks = plan.clients.flat();
  const picks = asks.flatMap((ask): readonly Pick[] => (ask.kind === "submit" ? ask.picks : []));
  const byName = new Map(picks.map((pick) => [`${pick.contract} ${pick.key} ${pick.content}`, pick]));
  return [...byName.values()];
}
