// When the dust has settled: every input is sent once more, until nothing is unknown, and then again, which must change nothing.
import { rateByOracle } from "../oracle/rate.ts";
import { submit } from "./askUsage.ts";
import type { Host } from "./host.ts";
import type { Pick } from "./plan.ts";
import { eventOf, type SimContract } from "./simWorlds.ts";
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
    if (code === undefined || code === "event_conflict") continue;
    if (code !== earlier) violate(stage, `${event_id} was refused with ${earlier}, and then with ${code}`);
    const verdict = verdictOn(stage, picks[place] as Pick);
    if (code !== verdict)
      violate(stage, `${event_id} was refused with ${code}, and should be with ${verdict}`);
  }
}

/** What the oracle says of an event whose id is not taken, as the contract is in the end. */
function verdictOn({ world, landings }: Stage, { contract: place, key, content }: Pick): string | undefined {
  const of = world[place % world.length] as SimContract;
  const snapshot = landings.get(of.contract.id)?.at(-1)?.snapshot;
  if (snapshot === undefined) return undefined;
  const { contract, programs, invoices } = snapshot.account;
  const closed =
    contract.corrections === "refuse" ? invoices.map(({ billing_period }) => billing_period.start) : [];
  return rateByOracle({ contract, programs, events: [eventOf(of, `e${key}`, content)], closed }).verdicts[0];
}

/** Every different input, in the order of the plan. */
function sent({ plan }: Stage): Pick[] {
  const asks = plan.clients.flat().filter(({ kind }) => kind === "submit");
  const picks = [...plan.before, ...asks.flatMap((ask): readonly Pick[] => ask.picks)];
  const byName = new Map(picks.map((pick) => [`${pick.contract} ${pick.key} ${pick.content}`, pick]));
  return [...byName.values()];
}
