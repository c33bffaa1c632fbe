// What of a contract speaks for or against a change. Every store shows this much of itself, so that what is refused is said once.
import type { CreditGrant } from "../model/creditGrant.ts";
import type { Invoice } from "../model/invoice.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { UsageRecord } from "./billingStore.ts";

/** A contract as it is before a change; of long lists, what the change names is enough. */
export interface Standing {
  readonly account: {
    /** The last one at least. */
    readonly programs: readonly Pick<PricingProgram, "version">[];
    readonly invoices: readonly Pick<Invoice, "number">[];
    readonly grants: readonly Pick<CreditGrant, "id">[];
  };
  /** First days of the periods that have an invoice of their own. */
  readonly closed: ReadonlySet<string>;
  /** By event id. */
  readonly events: ReadonlyMap<string, { readonly record: UsageRecord }>;
}
