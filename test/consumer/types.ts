// A strict user, compiled as each kind of module; compiles only if all that is needed comes with the package.
import {
  BillingError,
  type BillingStore,
  type Charge,
  type Contract,
  createEngine,
  createMemoryStore,
  draftInvoice,
  type Engine,
  expectOk,
  type Invoice,
  type IssueCode,
  type Period,
  type PricingProgram,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type Rating,
  type Result,
  rateUsage,
  resolveTerms,
  roundDecimal,
  type Terms,
  toWireJson,
  type UsageEvent,
} from "lucius-rating";

export function bill(documents: readonly unknown[], usage: readonly unknown[], period: Period): Invoice {
  const contract: Result<Contract> = parseContract(documents[0]);
  if (!contract.ok) throw new BillingError(contract.issues);
  const programs: PricingProgram[] = [expectOk(parsePricingProgram(documents[1]))];
  const terms: Terms = expectOk(resolveTerms(contract.value, programs));
  const events: UsageEvent[] = usage.map((event) => expectOk(parseUsageEvent(event)));
  const rating: Rating = rateUsage(terms, events);
  const charges: readonly Charge[] = rating.charges;
  return draftInvoice(terms, charges, period);
}

export function codeOf(error: unknown): IssueCode | null {
  return error instanceof BillingError ? error.code : null;
}

export function open(now: () => string): Engine {
  const store: BillingStore = createMemoryStore();
  return createEngine({ store, now });
}

export function show(invoice: Invoice): string {
  const total: string = roundDecimal(invoice.total, 2, "half_up");
  return `${total} ${toWireJson(invoice)}`;
}
