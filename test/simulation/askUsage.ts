// What a client asks about usage: it sends, takes back, amends and looks. What it is told goes into the history of each event.
import type { List, SubmitResult, UsageDocument } from "../../src/engine/documents.ts";
import type { Engine } from "../../src/index.ts";
import type { EventOutcome } from "../../src/model/charge.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { type Attempt, attempt } from "./attempt.ts";
import { heard } from "./heard.ts";
import type { Operation, Told } from "./history.ts";
import type { Host } from "./host.ts";
import type { Ask, Pick } from "./plan.ts";
import { eventOf, nameContent, type SimContract } from "./simWorlds.ts";
import { keepOperation, type Stage } from "./stage.ts";

/** Codes with which an event is refused for what it is: none of its id is there. */
const refusals = ["metric_not_priced", "pricing_missing", "period_closed"];

interface One {
  readonly of: SimContract;
  readonly id: string;
  readonly content: number;
  readonly kind: Operation["kind"];
}

export async function askUsage(
  stage: Stage,
  host: Host,
  ask: Ask,
  of: SimContract,
  attempts: number,
): Promise<boolean> {
  if (ask.kind === "submit") {
    const made = await submit(stage, host, ask.picks, { patience: ask.patience, respelled: attempts > 0 });
    return made.again;
  }
  if (ask.kind === "list") return list(stage, host, ask, of);
  const [{ key, content }] = ask.picks;
  const one: One = { of, id: idOf(key), content, kind: ask.kind as Operation["kind"] };
  const contract = of.contract.id;
  const acts: Record<string, (engine: Engine) => Promise<UsageDocument>> = {
    void: (engine) => engine.voidUsage(one.id, { contract }),
    amend: (engine) => engine.amendUsage(eventOf(of, one.id, content)),
    look: (engine) => engine.getUsage(one.id, { contract }),
  };
  const made = await attempt(stage, host, ask.patience, acts[ask.kind] ?? (() => Promise.reject()));
  keepUnknown(stage, made, [one]);
  const codes = ["event_unknown", ...(ask.kind === "look" ? [] : ["period_closed"])];
  if (ask.kind === "amend") codes.push("event_voided", ...refusals);
  return heard(stage, made, `${ask.kind} ${one.id}`, codes, (value, code) =>
    keep(stage, made, one, code === undefined ? found(of, value as UsageDocument) : toldBy(code)),
  );
}

/** Sends events of one or more contracts in one batch; answers what was told of each, and whether to send them again. */
export async function submit(
  stage: Stage,
  host: Host,
  picks: readonly Pick[],
  { patience, respelled }: { readonly patience: number | undefined; readonly respelled: boolean },
): Promise<{ readonly outcomes: readonly EventOutcome[]; readonly again: boolean }> {
  const ones = picks.map(({ contract, key, content }): One => {
    const of = stage.world[contract % stage.world.length] as SimContract;
    return { of, id: idOf(key), content, kind: "submit" };
  });
  const events = ones.map(({ of, id, content }) => eventOf(of, id, content));
  const batch = { events: respelled ? events.map(inOtherWords) : events };
  const made = await attempt(stage, host, patience, (engine) => engine.submitUsage(batch));
  keepUnknown(stage, made, ones);
  let outcomes: readonly EventOutcome[] = [];
  const again = heard(stage, made, `submit ${JSON.stringify(picks)}`, [], (value) => {
    outcomes = (value as SubmitResult).events;
    for (const [place, one] of ones.entries()) keep(stage, made, one, toldOf(outcomes[place]));
  });
  return { outcomes, again };
}

async function list(stage: Stage, host: Host, ask: Ask, of: SimContract): Promise<boolean> {
  const contract = of.contract.id;
  const made = await attempt(stage, host, ask.patience, (engine) => engine.listUsage({ contract }));
  return heard(stage, made, "list", [], (value) => {
    const { data } = value as List<UsageDocument>;
    for (const id of ids) {
      const document = data.find((one) => one.id === id);
      const told: Told = document === undefined ? { as: "absent" } : found(of, document);
      keep(stage, made, { of, id, content: 0, kind: "look" }, told);
    }
  });
}

/** Ids that clients use, in both contracts. */
const ids = ["e0", "e1", "e2"];

function idOf(key: number): string {
  return ids[key % ids.length] ?? "";
}

function keep(stage: Stage, { begin, end }: Attempt, { of, id, content, kind }: One, told: Told): void {
  const named = kind === "submit" || kind === "amend" ? nameContent(of, eventOf(of, id, content)) : "";
  keepOperation(stage, of.contract.id, id, { kind, content: named, begin, end, told });
}

/** What may have happened beside what was told: nobody was told, or a commit was sent twice. */
function keepUnknown(stage: Stage, made: Attempt, ones: readonly One[]): void {
  const { outcome, isDoubtful } = made;
  const code = outcome.as === "error" ? (outcome.error as { readonly code?: string }).code : undefined;
  const isUnknown = outcome.as === "lost" || code === "unknown_outcome";
  if (!isUnknown && !isDoubtful) return;
  const end = isUnknown ? Number.POSITIVE_INFINITY : made.end;
  for (const one of ones) if (one.kind !== "look") keep(stage, { ...made, end }, one, { as: "unknown" });
}

function toldOf(outcome: EventOutcome | undefined): Told {
  if (outcome?.status === "accepted") return { as: outcome.duplicate === true ? "duplicate" : "accepted" };
  if (outcome?.code === "event_conflict") return { as: "conflict" };
  if (outcome?.code !== undefined && refusals.includes(outcome.code)) return { as: "absent" };
  throw new Error(`no event is answered with ${JSON.stringify(outcome)}`);
}

function toldBy(code: string): Told {
  if (code === "event_unknown") return { as: "absent" };
  return { as: code === "event_voided" ? "gone" : "closed" };
}

function found(of: SimContract, document: UsageDocument): Told {
  return { as: "found", content: nameContent(of, document), voided: document.status === "voided" };
}

/** The same event, spelled otherwise. */
function inOtherWords(event: UsageEvent): UsageEvent {
  const { quantity, timestamp } = event;
  return {
    ...event,
    quantity: quantity.includes(".") ? `${quantity}0` : `${quantity}.0`,
    timestamp: timestamp.replace("Z", "+00:00"),
  };
}
