import type { Payment } from "../model/invoice.ts";
import type { Result } from "../model/result.ts";
import type { Findings } from "./findings.ts";
import { openDocument, shapeOf } from "./openDocument.ts";
import { parseDocument } from "./parseDocument.ts";
import { readDate, readId, readPositive } from "./readField.ts";

const shape = shapeOf(["id", "amount"], ["date"]);

/** A payment as it comes in; without a date it is of today. */
export type NewPayment = Omit<Payment, "date"> & { readonly date?: string };

/** Reads a payment, or tells all that is wrong with it. */
export function parsePayment(input: unknown): Result<NewPayment> {
  return parseDocument(input, readPayment);
}

function readPayment(input: unknown, findings: Findings): NewPayment | undefined {
  const document = openDocument(input, shape, findings);
  if (document === undefined) return undefined;
  const { read } = document;
  const date = read("date", readDate);
  const payment = {
    id: read("id", readId),
    amount: read("amount", readPositive),
    ...(date === undefined ? {} : { date }),
  };
  // A field that could not be read has left an issue, and with an issue the document is not used.
  return payment as NewPayment;
}
