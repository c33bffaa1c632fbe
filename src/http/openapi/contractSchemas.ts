// Contracts, as they are read.
import { arrayOf, choiceOf, exactly, objectOf, orNull, refTo, type Schemas, textOf } from "./schema.ts";

export const contractStatuses = ["draft", "active", "completed", "cancelled", "terminated"] as const;

export const contractSchemas: Schemas = {
  Contract: objectOf(
    "An agreement that applies prices to a customer over time.",
    [
      "object",
      "id",
      "customer_name",
      "status",
      "start_date",
      "end_date",
      "currency",
      "billing_cadence",
      "metrics",
      "timezone",
      "billing_anchor_date",
      "rounding",
      "net_days",
    ],
    {
      object: exactly("contract"),
      id: refTo("Id"),
      customer_name: refTo("Name"),
      status: choiceOf(contractStatuses, "Only an active contract takes new usage."),
      start_date: orNull(refTo("Date")),
      end_date: { ...orNull(refTo("Date")), description: "Exclusive; null: open." },
      currency: textOf("ISO 4217, or another code together with currency_digits."),
      currency_digits: { type: "integer", minimum: 0, maximum: 18 },
      billing_cadence: refTo("Cadence"),
      metrics: arrayOf(refTo("Id"), { description: "The metrics that usage may be sent for." }),
      timezone: textOf("IANA name; days and periods begin at local midnight there."),
      billing_anchor_date: refTo("Date"),
      rounding: choiceOf(
        ["half_up", "half_even", "up", "down", "ceiling", "floor"],
        "How a line becomes whole minor units; half_up is half away from zero.",
      ),
      net_days: { type: "integer", minimum: 0, description: "Days from the issued date to the due date." },
      invoice_prefix: textOf("What invoice numbers begin with; INV where it is left out."),
      grace_days: { type: "integer", minimum: 0 },
      corrections: choiceOf(["accept", "refuse"], "Whether what has been billed may still change."),
      negative_invoice: choiceOf(["carry_forward", "credit_note"], "What becomes of an invoice below zero."),
      drawdown_order: arrayOf(
        choiceOf(["priority", "expiry", "category", "effective", "scope"], "What tells two grants apart."),
      ),
    },
  ),
};
