// From what an event says in another system's words to a checked usage event; issues are told in these words.
import { parseUsageEvent, type UsageEvent } from "../index.ts";
import { encodedId } from "./encodedId.ts";
import type { EventOptions } from "./eventOptions.ts";
import type { Fields } from "./fields.ts";
import { addIssue, glimpse, type IssuesAt, issuesBelow } from "./issuesAt.ts";

/** What a field of ours is to hold, and which field there says it. */
export interface Said {
  readonly value: unknown;
  readonly from: readonly string[];
}

/** By the names of our fields. One whose value is undefined is not there, or has been told to be wrong. */
export interface EventParts {
  readonly external_contract_id: Said;
  readonly event_id: Said;
  readonly metric: Said;
  readonly quantity: Said;
  readonly timestamp: Said;
  readonly properties?: Said;
  readonly counterparty?: Said;
  readonly counterparty_side?: Said;
}

/** The event; undefined after every issue has been added, those of the parts among them. */
export function usageEventOf(parts: EventParts, at: IssuesAt): UsageEvent | undefined {
  const before = new Set(at.issues.map(({ path }) => path));
  const said = Object.entries(parts) as [keyof EventParts, Said][];
  const parsed = parseUsageEvent(Object.fromEntries(said.map(([name, { value }]) => [name, value])));
  if (parsed.ok) return parsed.value;
  for (const { code, path, message } of parsed.issues) {
    const [name = "", ...deeper] = path.split(/(?=[.[])/);
    const from = issuesBelow(at, ...(parts[name as keyof EventParts]?.from ?? [name])).path;
    // What a reader has refused already is not told again as missing.
    if (!before.has(from)) addIssue({ ...at, path: from + deeper.join("") }, code, message);
  }
  return undefined;
}

/** The id of an event that a field gives. */
export function eventIdSaid(fields: Fields, name: string): Said {
  const id = fields.get(name);
  return { value: typeof id === "string" ? encodedId(id) : id, from: [name] };
}

/** The contract of a customer, as the options map them. */
export function contractSaid(customer: unknown, from: string, options: EventOptions, at: IssuesAt): Said {
  return mapped(customer, [from], options.contract, at, "customer_unmapped");
}

/** The metric of a name, as the options map them. */
export function metricSaid(name: unknown, from: string, options: EventOptions, at: IssuesAt): Said {
  return mapped(name, [from], options.metric, at, "metric_unmapped");
}

function mapped(
  value: unknown,
  from: readonly string[],
  map: ((name: string) => string | undefined) | undefined,
  at: IssuesAt,
  unmapped: "customer_unmapped" | "metric_unmapped",
): Said {
  if (map === undefined || typeof value !== "string") return { value, from };
  const name = map(value);
  if (name === undefined)
    addIssue(issuesBelow(at, ...from), unmapped, `has no counterpart: ${glimpse(value)}`);
  return { value: name, from };
}
