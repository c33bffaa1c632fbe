// The worst usage: batches, lines and bytes; and what is kept, or written, of it.
import {
  createRater,
  openNdjson,
  parseContract,
  parseUsageBatch,
  previewInvoice,
  rateNdjson,
  type Terms,
  toWireJson,
} from "../../../src/index.ts";
import { collidingIds } from "./collidingIds.ts";
import {
  calls,
  contract,
  eventOf,
  fill,
  half,
  json,
  megabyte,
  programOf,
  read,
  termsOf,
  type WorstInput,
} from "./worstInput.ts";

const usage: readonly WorstInput[] = [
  read("a batch of 1,000 events with properties", parseUsageBatch, () =>
    json({ events: fill((at) => eventOf(`e${at}`, { properties: { p: "x".repeat(850) } }), 1000) }),
  ),
  read("a batch of nothing", parseUsageBatch, () => json({ events: fill(() => 0) })),
  lines("lines that are no JSON", () => "x\n".repeat(half)),
  lines("blank lines", () => "\n".repeat(megabyte)),
  lines("lines of empty objects", () => "{}\n".repeat(megabyte / 3)),
  lines("batches of nothing, line by line", () =>
    `{"events":[${new Array(1000).fill("0").join(",")}]}\n`.repeat(500),
  ),
  lines("one line without an end", () => "[".repeat(megabyte)),
  lines(
    "events in groups of their own, each with 1,000 characters less one",
    () => ndjson((at) => eventOf(`e${at}`, { properties: { g: `${at}`.padEnd(255, "x") } })),
    grouped(),
  ),
  lines(
    "events of many rules",
    () => ndjson((at) => eventOf(`e${at}`), 700),
    () => termsOf(fill(() => calls, 200)),
  ),
  lines(
    "events in many periods",
    () => ndjson((at) => eventOf(`e${at}`, { timestamp: dayAfter((at * 31) % 60_000) })),
    () => termsOf([{ ...calls, aggregation: "max" }]),
  ),
  lines(
    "events with different values that are all kept",
    () => ndjson((at) => eventOf(`e${at}`, { quantity: `${at}.5` })),
    () => termsOf([{ ...calls, aggregation: "percentile", percentile: "0.5" }]),
  ),
  lines(
    "levels in reverse order of time, carried over",
    () => ndjson((at) => eventOf(`e${at}`, { timestamp: dayAfter(60_000 - at * 9) })),
    () => termsOf([{ ...calls, aggregation: "latest", carry_over: true }]),
  ),
  lines("ids that meet in one place", () =>
    collidingIds(6000)
      .map((id) => `${json(eventOf(id))}\n`)
      .join(""),
  ),
  bytewise("events in pieces of one byte", () => ndjson((at) => eventOf(`e${at}`))),
  preview("a preview of 100,000 things that are no events", () => fill(() => 0)),
  preview("a preview of events", () => fill((at) => eventOf(`e${at}`))),
];

const kept: readonly WorstInput[] = [
  {
    name: "a state of many events",
    make() {
      const of = termsOf([calls]);
      const rater = createRater(of);
      rater.rateBatch(fill((at) => eventOf(`e${at}`), 9000) as never);
      const text = json(rater.state());
      return () => createRater(of, JSON.parse(text) as never).totals().length;
    },
  },
  {
    name: "an invoice on the wire",
    make() {
      const invoice = {
        object: "invoice",
        line_items: fill(() => ({ amount: "1.10", steps: [{ amount: "1.10" }] })),
      };
      return () => toWireJson(invoice).length;
    },
  },
  {
    name: "an amount of zeros on the wire",
    make() {
      const amount = `0.${"0".repeat(megabyte)}1`;
      return () => toWireJson({ amount }).length;
    },
  },
  {
    name: "a contract in 1,000 spellings of its zone",
    make() {
      const zones = fill(spellingOf, 1000);
      return () => zones.filter((timezone) => parseContract({ ...contract, timezone }).ok).length;
    },
  },
];

export const worstUsage: readonly WorstInput[] = [...usage, ...kept];

function lines(name: string, text: () => string, of: () => Terms = () => termsOf([calls])): WorstInput {
  return {
    name,
    make() {
      const [bytes, against] = [new TextEncoder().encode(text()), of()];
      return () => {
        let refused = 0;
        const { tally, rater } = rateNdjson([bytes], against, {
          refused: () => {
            refused += 1;
          },
        });
        const period = { start: "2026-03-01", end: "2026-03-31", start_at: "", end_at: "" };
        return refused + tally.accepted + rater.draft(period).line_items.length;
      };
    },
  };
}

function bytewise(name: string, text: () => string): WorstInput {
  return {
    name,
    make() {
      const bytes = new TextEncoder().encode(text());
      const stream = openNdjson(createRater(termsOf([calls])));
      return () => {
        for (let at = 0; at < bytes.length; at += 1) stream.push(bytes.subarray(at, at + 1));
        stream.end();
        return stream.tally.accepted;
      };
    },
  };
}

function preview(name: string, events: () => unknown[]): WorstInput {
  return read(name, previewInvoice as never, () =>
    json({ contract, programs: [programOf([calls])], events: events(), at: "2026-03-01" }),
  );
}

function ndjson(make: (at: number) => object, most?: number): string {
  return fill(make, most)
    .map((event) => `${json(event)}\n`)
    .join("");
}

function grouped(): () => Terms {
  return () => termsOf([{ ...calls, group_by: ["g"], group_ladder: "shared" }]);
}

function dayAfter(days: number): string {
  return new Date(Date.parse("2026-03-05T00:00:00Z") + days * 86_400_000).toISOString();
}

/** The same zone, as the runtime takes it, in other letters. */
function spellingOf(at: number): string {
  return [..."america/argentina/buenos_aires"]
    .map((letter, bit) => (((at * 2654435761) >>> (bit % 31)) & 1 ? letter.toUpperCase() : letter))
    .join("");
}
