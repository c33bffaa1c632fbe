// Two commits that have every part that a commit can have, one after the other.
import type { AccountChange } from "../store/billingStore.ts";
import { sample } from "./sample.ts";

/** A first commit that fills every part of an account. */
export function fullChange(): AccountChange {
  return sample.opening("a", {
    add_program: sample.program("a", 1),
    add_invoice: sample.invoice("a", "2026-01"),
    add_grant: sample.grant("a", "g1", { rules: ["rule-1"] }),
    put_corrected_periods: ["2026-01-01"],
    ...sample.usage("a", "e1"),
    add_events: [
      sample.record("a", "e0"),
      sample.record("a", "e1", {
        event: sample.event("a", "e1", { properties: { list: [1, { deep: ["x"] }] } }),
      }),
    ],
  });
}

/** A second commit that does so too. */
export function furtherChange(): AccountChange {
  return {
    contract: "a",
    revision: 1,
    put_contract: sample.contract("a", { metrics: ["api_calls", "storage"] }),
    add_program: sample.program("a", 2),
    add_invoice: sample.invoice("a", "2026-02"),
    move_invoices: [sample.invoiceState("2026-01")],
    add_grant: sample.grant("a", "g2", { rules: ["rule-1", "rule-2"] }),
    put_corrected_periods: ["2026-01-01", "2026-02-01"],
    replace_periods: ["2026-04-01"],
    add_events: [
      sample.record("a", "e2", { event: sample.event("a", "e2", { properties: { nested: { n: 1 } } }) }),
    ],
    put_events: [sample.content("a", "e0")],
    set_statuses: [{ event_id: "e1", status: "accepted" }],
    add_charges: [sample.charge("a", "e2", { steps: [{ kind: "unit", amount: "0.01" }] })],
    put_totals: [sample.total("2")],
  };
}
