// What makes two events the same event: their content as one text, by value and not by spelling.
import { canonicalJson } from "../model/canonicalJson.ts";
import type { UsageEvent } from "../model/usageEvent.ts";

/**
 * The content of an event as one text: metric, quantity, instant, counterparty, side and properties. A JSON
 * array keeps the parts apart, so different content never makes the same text.
 *
 * @param quantity - canonical decimal text
 * @param instant - milliseconds since 1970
 */
export function eventContent(event: UsageEvent, quantity: string, instant: number): string {
  const { metric, counterparty = null, counterparty_side = null, properties } = event;
  const parts = [metric, quantity, instant, counterparty, counterparty_side];
  // No properties and an empty object of them say the same.
  const bare = properties === undefined || Object.keys(properties).length === 0;
  return bare ? JSON.stringify(parts) : canonicalJson([...parts, properties]);
}
