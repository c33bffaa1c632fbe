import { canonicalJson } from "../model/canonicalJson.ts";
import type { Invoice, LineItem } from "../model/invoice.ts";

/** What tells the lines of one period apart, however often it is billed. */
export function lineKey({ rule_id, version, group }: LineItem): string {
  return rule_id === null ? "" : canonicalJson([rule_id, version, group ?? null]);
}

/** First day of the billing period that a line of the invoice is about. */
export function periodOfLine(line: LineItem, { billing_period }: Pick<Invoice, "billing_period">): string {
  return (line.refers_to?.billing_period ?? billing_period).start;
}
