// The door `lucius-rating/formats`: events, prices and invoices in the formats of other systems.

// events in, and out
export { type CloudEvent, type CloudEventOptions, usageDataSchema } from "./cloudEvent.ts";
export type { EventEntry } from "./eachEvent.ts";
// invoices out
export type {
  En16931Line,
  En16931Lines,
  En16931Options,
  En16931Reason,
  En16931Totals,
  En16931Vat,
} from "./en16931Lines.ts";
export type { EventOptions, QuantitySource, UnixTimeOptions } from "./eventOptions.ts";
export type { FocusContext, FocusRow } from "./focusRow.ts";
// results
export {
  type FormatIssue,
  type FormatIssueCode,
  type FormatResult,
  formatIssueCodes,
} from "./formatIssue.ts";
export { fromCloudEvent, fromCloudEvents } from "./fromCloudEvent.ts";
// prices in
export { fromLagoCharge, type LagoChargeOptions } from "./fromLagoCharge.ts";
export { fromLagoEvent, fromLagoEvents, type LagoEventOptions } from "./fromLagoEvent.ts";
export { fromMetronomeEvent, fromMetronomeEvents } from "./fromMetronomeEvent.ts";
export { fromOrbEvent, fromOrbEvents, type OrbEventOptions } from "./fromOrbEvent.ts";
export { fromOrbPrice } from "./fromOrbPrice.ts";
export {
  fromStripeMeterEvent,
  fromStripeMeterEvents,
  type StripeMeterEventOptions,
} from "./fromStripeMeterEvent.ts";
export { fromStripePrice } from "./fromStripePrice.ts";
export type { ConvertedPrice, PriceNote, PriceOptions } from "./priceOptions.ts";
export type {
  StripeInvoiceLine,
  StripeInvoiceLines,
  StripeInvoiceOptions,
  StripeTax,
} from "./stripeInvoiceLines.ts";
export type { StripePriceOptions } from "./stripePriceOptions.ts";
export { toCloudEvent } from "./toCloudEvent.ts";
export { toCsv } from "./toCsv.ts";
export { toEn16931Lines } from "./toEn16931Lines.ts";
export { toFocusCsv } from "./toFocusCsv.ts";
export { toFocusRows } from "./toFocusRows.ts";
export { toStripeInvoiceLines } from "./toStripeInvoiceLines.ts";
