// The state of one contract as a document, and back.

import { formatMillionths, millionthsOfText } from "../lane/millionths.ts";
import { eventContent } from "../metering/eventContent.ts";
import type { RatingState } from "../model/charge.ts";
import { invalidState } from "../model/invalidState.ts";
import { show } from "../model/show.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { OpenAccount } from "./account.ts";
import type { EventMemory } from "./eventMemory.ts";
import type { MetricNumbers } from "./metricNumbers.ts";
import type { PlainContent } from "./plainContent.ts";

/** What a rater knows its events by. */
interface Known {
  readonly memory: EventMemory;
  readonly metrics: MetricNumbers;
}

/** A copy of what has been counted, as plain JSON. */
export function ratingState(account: OpenAccount, index: number, { memory, metrics }: Known): RatingState {
  const { terms, totals, closed } = account;
  const events = [...memory.events(index)].map(
    ([id, content]) =>
      [id, typeof content === "string" ? content : contentText(content, metrics.names)] as const,
  );
  return {
    object: "rating_state",
    contract: terms.contract.id,
    totals: totals.totals(),
    events,
    closed_periods: [...closed],
  };
}

/** Remembers the events of a state. */
export function rememberEvents(
  account: OpenAccount,
  index: number,
  events: RatingState["events"],
  { memory, metrics }: Known,
): void {
  for (const [id, content] of events) {
    if (!memory.name(index, id)) throw invalidState(`has an event under ${show(id)}, which is no id`);
    const plain = plainContentOf(account, content);
    if (plain !== undefined && contentText(plain, metrics.names) === content)
      memory.saysPlain(plain.metric, plain.quantity, plain.instant);
    else memory.saysText(content);
    if (memory.find() !== "new") throw invalidState(`has the event ${id} twice`);
    memory.keep();
  }
}

/** What a text says in numbers, if it does; it may be written otherwise. */
function plainContentOf({ metricsByName }: OpenAccount, content: string): PlainContent | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(content);
  } catch {
    // Some other text, which then equals no event's.
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 5) return undefined;
  const [name, text, instant] = parts as readonly unknown[];
  const metric = typeof name === "string" ? metricsByName.get(name)?.number : undefined;
  const quantity = typeof text === "string" ? millionthsOfText(text) : Number.NaN;
  const isPlain =
    metric !== undefined && quantity >= 0 && Number.isSafeInteger(instant) && (instant as number) >= 0;
  return isPlain ? { metric, quantity, instant: instant as number } : undefined;
}

function contentText({ metric, quantity, instant }: PlainContent, names: readonly string[]): string {
  const event = { metric: names[metric] as string } as UsageEvent;
  return eventContent(event, formatMillionths(quantity), instant);
}
