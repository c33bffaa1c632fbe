// Lines that the types have to refuse. If an amount silently became `any`, the first of them would compile.
import {
  type BillingStore,
  type Contract,
  type Invoice,
  type Result,
  rateUsage,
  type Terms,
} from "lucius-rating";

declare const invoice: Invoice;
declare const contract: Contract;
declare const terms: Terms;
declare const result: Result<Contract>;
declare const store: BillingStore;

export const total: number = invoice.total; // must not compile
export const line: number = invoice.line_items[0]?.exact_amount; // must not compile
export const unchecked: Contract = result; // must not compile
rateUsage(contract, []); // must not compile
rateUsage(terms, [{ event_id: "evt-1" }]); // must not compile
invoice.total = "0"; // must not compile
export const durability: "forever" = store.durability; // must not compile
