// The parsers: any value at all, and the text of any.
import {
  createAggregation,
  currencyDigits,
  parseContract,
  parseCreditGrant,
  parseCurrency,
  parseDecimal,
  parseJson,
  parsePricingProgram,
  parseTimestamp,
  parseUsageBatch,
  parseUsageEvent,
  previewInvoice,
  type Result,
  roundDecimal,
  toWireJson,
} from "../../../src/index.ts";
import { parsePayment } from "../../../src/intake/parsePayment.ts";
import type { Door } from "./door.ts";
import type { Scene } from "./scenes.ts";

type Parse = (input: unknown) => Result<unknown>;

function parser(name: string, weight: number, parse: Parse, given: (scene: Scene) => unknown): Door {
  return {
    ...{ name, weight, takes: "documents", readsText: true, live: "any" },
    given: (scene) => [given(scene)],
    call: ([input]) => parse(input),
    again: (answer) => parse(answer),
  };
}

const amounts: readonly unknown[] = ["12.50", "-0.000000000000000001", 10000, 0.05, "99999999999999999999"];

export const parserDoors: readonly Door[] = [
  parser("parseUsageEvent", 120, parseUsageEvent, ({ events }) => events[0] ?? {}),
  parser("parseContract", 30, parseContract, ({ contract }) => contract),
  parser("parsePricingProgram", 10, parsePricingProgram, ({ programs }) => programs[0]),
  parser("parseCreditGrant", 30, parseCreditGrant, ({ grant }) => grant),
  parser("parsePayment", 50, parsePayment, ({ payment }) => payment),
  {
    // It answers entries, which are no batch.
    ...{ name: "parseUsageBatch", weight: 6, takes: "documents", readsText: true, live: "any" },
    given: ({ events }) => [{ events }],
    call: ([input]) => parseUsageBatch(input),
  },
  parser("parseDecimal", 90, parseDecimal, ({ charges }) => charges[0]?.amount ?? amounts[0]),
  parser(
    "parseTimestamp",
    90,
    parseTimestamp,
    ({ events }) => events[0]?.timestamp ?? "2026-03-25T12:00:00+02:00",
  ),
  parser("parseCurrency", 30, parseCurrency, ({ contract }) => contract.currency),
  {
    ...{ name: "parseJson", weight: 30, takes: "text", live: "any", raw: true },
    given: ({ programs, events }) => [JSON.stringify(events.length % 2 === 0 ? programs[0] : events)],
    call: ([text]) => parseJson(text as string),
    again: (answer) => parseJson(JSON.stringify(answer)),
  },
  {
    ...{ name: "currencyDigits", weight: 20, takes: "documents", live: "any" },
    given: ({ contract }) => [contract.currency],
    call: ([code]) => currencyDigits(code as string) ?? null,
  },
  {
    ...{ name: "roundDecimal", weight: 40, takes: "documents", live: "odd" },
    given: ({ charges }) => [charges[0]?.amount ?? "1.115", 2, "half_up"],
    call: ([value, scale, mode]) => roundDecimal(value as string, scale as number, mode as "up"),
    again: (answer) => roundDecimal(answer as string, 100, "up"),
  },
  {
    ...{ name: "toWireJson", weight: 6, takes: "documents", live: "any", raw: true },
    given: ({ invoice }) => [invoice],
    call: ([document]) => JSON.parse(toWireJson(document)) as unknown,
  },
  {
    ...{ name: "previewInvoice", weight: 4, takes: "documents", readsText: true, live: "any" },
    given: ({ contract, programs, events, period }) => [{ contract, programs, events, at: period.start }],
    call: ([input]) => previewInvoice(input as never),
  },
  {
    ...{ name: "createAggregation", weight: 10, takes: "documents", live: "odd" },
    given: ({ programs, events, contract }) => {
      const usage = programs[0]?.rules.find((rule) => rule.type === "usage");
      const { aggregation = "sum", percentile = "0.5" } = usage ?? {};
      const [first] = events;
      const event = {
        value: first?.quantity ?? "1",
        event_id: "e1",
        timestamp: first?.timestamp ?? "2026-03-01T00:00:00Z",
      };
      const measuring = { aggregation, percentile, window: { size: "hour", combine: "sum" } };
      const state = createAggregation({ aggregation, percentile }, "UTC").add(
        createAggregation({ aggregation, percentile }, "UTC").empty,
        event,
      );
      return [
        aggregation === "weighted_sum" ? { aggregation } : { ...measuring, window: undefined },
        contract.timezone,
        event,
        state,
      ];
    },
    call: ([measuring, zone, event, state]) => {
      const aggregation = createAggregation(measuring as never, zone as string);
      const added = aggregation.add(aggregation.empty, event as never);
      const merged = aggregation.merge(added, state as never);
      const span = { start: "2026-03-01T00:00:00Z", end: "2026-04-01T00:00:00Z" };
      return {
        merged,
        removed: aggregation.remove(merged, event as never),
        value: aggregation.value(merged, span),
      };
    },
  },
];
