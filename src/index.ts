// The front door, room by room.

// calendar: when periods begin and end
export { billingPeriods } from "./calendar/billingPeriods.ts";
// decimal: how amounts are written
export { currencyDigits } from "./decimal/currencyDigits.ts";
// engine: previews, and the billing API over a store
export { createEngine } from "./engine/createEngine.ts";
export type { EngineOptions, Now } from "./engine/desk.ts";
export type {
  BillingRun,
  CreditBalance,
  List,
  RuleDocument,
  SubmitResult,
  UsageDocument,
} from "./engine/documents.ts";
export type {
  Engine,
  FromDate,
  InContract,
  InvoiceFilter,
  InvoiceUpdate,
  Page,
  PaymentInput,
  PreviewRequest,
  UsageFilter,
} from "./engine/engine.ts";
export { type Preview, type PreviewInput, previewInvoice } from "./engine/previewInvoice.ts";
export { type PriceCurve, type PriceCurveOptions, type PricePiece, priceCurve } from "./engine/priceCurve.ts";
export { toWireJson } from "./engine/toWireJson.ts";
// intake: outside data becomes checked documents
export { parseContract } from "./intake/parseContract.ts";
export { parseCreditGrant } from "./intake/parseCreditGrant.ts";
export { parseJson } from "./intake/parseJson.ts";
export { parsePricingProgram } from "./intake/parsePricingProgram.ts";
export { type BatchEntry, parseUsageBatch } from "./intake/parseUsageBatch.ts";
export { parseUsageEvent } from "./intake/parseUsageEvent.ts";
export { parseCurrency, parseDecimal, parseTimestamp } from "./intake/parseValue.ts";
// invoicing: charges become drafts
export type { BillingHistory } from "./invoicing/billingHistory.ts";
export { draftCorrectionInvoice } from "./invoicing/draftCorrectionInvoice.ts";
export { draftInvoice } from "./invoicing/draftInvoice.ts";
export { draftProgressiveInvoice } from "./invoicing/draftProgressiveInvoice.ts";
export { mergeCharges } from "./invoicing/mergeCharges.ts";
export { roundDecimal } from "./invoicing/roundDecimal.ts";
// lint: what is legal and likely not meant
export { lintProgram } from "./lint/lintProgram.ts";
// metering: events become quantities
export { type AggregatedValue, type Aggregation, createAggregation } from "./metering/createAggregation.ts";
// model: documents, results, errors
export type {
  Cell,
  Charge,
  EventOutcome,
  Group,
  LadderTotal,
  PerEventTotal,
  Rating,
  RatingState,
  Step,
  StepKind,
} from "./model/charge.ts";
export type {
  Cadence,
  Contract,
  ContractStatus,
  DrawdownComparator,
  RoundingMode,
} from "./model/contract.ts";
export type { CreditGrant } from "./model/creditGrant.ts";
export type { Discount, InvoiceDiscount } from "./model/discount.ts";
export { BillingError, InvariantError, StoreError, type StoreErrorCode } from "./model/errors.ts";
export { expectOk } from "./model/expectOk.ts";
export type {
  AppliedDiscount,
  Carry,
  CreditDraw,
  CreditNote,
  Invoice,
  InvoiceMove,
  InvoiceReference,
  InvoiceStatus,
  InvoiceSummary,
  LineItem,
  LineTax,
  Payment,
  SharedTotal,
  TaxLine,
} from "./model/invoice.ts";
export { type IssueCode, issueCodes } from "./model/issueCode.ts";
export type {
  AggregationKind,
  Filter,
  MeasureWindow,
  Measuring,
  QuantityRounding,
  QuantityTransform,
} from "./model/measuring.ts";
export type { MinimumCommitment } from "./model/minimumCommitment.ts";
export type { Period } from "./model/period.ts";
export type {
  BpsRule,
  CellPrice,
  CounterpartySide,
  DynamicRule,
  FlatRule,
  MatrixCell,
  MatrixRule,
  OneTimeRule,
  PackagePrice,
  PackageRule,
  PercentageRule,
  PerUnitRule,
  PricingProgram,
  Rule,
  SubscriptionRule,
  Tier,
  TieredPrice,
  TieredRule,
  TimeOfDayRule,
  TimeWindow,
  UsageRule,
  Weekday,
} from "./model/pricingProgram.ts";
export type { Proration } from "./model/proration.ts";
export type { Issue, Result } from "./model/result.ts";
export type { Tax } from "./model/tax.ts";
export type { Terms } from "./model/terms.ts";
export type { JsonValue, UsageEvent } from "./model/usageEvent.ts";
export { type Warning, type WarningCode, warningCodes } from "./model/warning.ts";
export { mergeStates } from "./rating/mergeStates.ts";
export { resolveTerms } from "./rating/resolveTerms.ts";
// rating: usage becomes charges
// session: many events
export type { ChargeColumns } from "./session/chargeColumns.ts";
export type { ChargedLadder } from "./session/chargeDocument.ts";
export { createRater, type RatedBatch, type Rater, type RaterOptions } from "./session/createRater.ts";
export type { LineRefusal, NdjsonListener, NdjsonTally } from "./session/ndjsonListener.ts";
export { type NdjsonStream, openNdjson } from "./session/openNdjson.ts";
export type { Rated } from "./session/rateAnyEvent.ts";
export type { RatedColumns } from "./session/rateColumns.ts";
export { type NdjsonRating, rateNdjson } from "./session/rateNdjson.ts";
export { rateUsage } from "./session/rateUsage.ts";
// store: where an engine keeps things
export type {
  Account,
  AccountChange,
  BillingStore,
  CommitResult,
  InvoiceState,
  Snapshot,
  SnapshotQuery,
  UsageQuery,
  UsageRecord,
} from "./store/billingStore.ts";
export { createMemoryStore } from "./store/memoryStore.ts";
