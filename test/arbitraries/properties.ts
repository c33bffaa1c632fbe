// Properties of events: a few names with few values, so that filters, groups and cells meet them.
import fc from "fast-check";
import type { UsageRule } from "../../src/model/pricingProgram.ts";
import type { JsonValue } from "../../src/model/usageEvent.ts";
import { type Frame, hostileNames, maybe } from "./base.ts";

export type Properties = { readonly [name: string]: JsonValue };

/** Those that rules group, filter and price by. */
export const dimensions: readonly string[] = ["region", "plan", "constructor", "__proto__"];
/** Those that rules aggregate, or find a price in. */
export const measures: readonly string[] = ["units", "cost"];
export const texts: readonly string[] = ["eu", "us", "7", "true"];

/** A value whose text is one of the few, or none. */
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<JsonValue>(...texts) },
  { weight: 2, arbitrary: fc.constantFrom<JsonValue>(7, true, null, "other", "") },
  {
    weight: 1,
    arbitrary: fc.constantFrom<JsonValue>(
      "x".repeat(256),
      "x".repeat(255),
      [],
      { eu: 1 },
      7.5,
      1e-7,
      false,
      "toString",
    ),
  },
);

const odd = fc.dictionary(
  fc.constantFrom("region", "b", ...hostileNames),
  fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
);

/** Properties that nothing has been told of; undefined: the event has none. */
export const properties: fc.Arbitrary<Properties | undefined> = fc
  .tuple(
    fc.record({ region: value, plan: value, constructor: value }, { requiredKeys: [] }),
    fc.record({ units: measure(), cost: measure() }, { requiredKeys: [] }),
    maybe(odd, 5),
    fc.nat({ max: 5 }),
  )
  .map(([some, measured, more, pick]) =>
    pick === 0 ? undefined : { ...some, ...measured, ...(more ?? {}) },
  );

/** Mostly a small decimal, in text or as a number. */
function measure(): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }).map(String) },
    { weight: 3, arbitrary: fc.constantFrom<JsonValue>(3, 0.5, "2.5", "-1", -2.25, "0") },
    { weight: 1, arbitrary: fc.constantFrom<JsonValue>("abc", null, true, 0.1234567890123456, "1e3", "") },
  );
}

/** The properties changed so that the rule most likely charges the event, for that quantity. */
export function fitting(
  rule: Frame<UsageRule>,
  base: Properties,
  pick: number,
  quantity: string,
): Properties {
  const fitted = new Map<string, JsonValue>(Object.entries(base));
  const measured = pick % 3 === 0 && quantity.length < 15 ? Number(quantity) : quantity;
  const { aggregate_property: counted } = rule;
  // What is only told apart may stay what it is.
  if (counted !== undefined && (rule.aggregation !== "unique_count" || !fitted.has(counted)))
    fitted.set(counted, measured);
  if (rule.model === "dynamic") fitted.set(rule.amount_property, measured);
  if (rule.model === "matrix") {
    const cell = rule.cells[pick % (rule.cells.length + 1)];
    for (const [dimension, text] of Object.entries(cell?.when ?? {})) fitted.set(dimension, text);
  }
  for (const filter of rule.filters ?? []) {
    if (filter.in !== undefined) fitted.set(filter.property, filter.in[pick % filter.in.length] ?? "");
    else if (filter.not_in.includes(String(fitted.get(filter.property)))) fitted.delete(filter.property);
  }
  return Object.fromEntries(fitted);
}
