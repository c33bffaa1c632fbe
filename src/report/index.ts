// Invoices as documents for people, and prices and usage as drawings.
export { amountOnCurve } from "./amountOnCurve.ts";
export type { CurveChartOptions } from "./curveOf.ts";
export { effectivePriceSvg } from "./effectivePriceSvg.ts";
export { invoiceHtml } from "./invoiceHtml.ts";
export { invoiceMarkdown } from "./invoiceMarkdown.ts";
export type { InvoiceHtmlOptions, InvoiceMarkdownOptions, InvoiceTextOptions } from "./invoiceOptions.ts";
export { invoiceText } from "./invoiceText.ts";
export { priceCurveSvg } from "./priceCurveSvg.ts";
export { type UsageBarsOptions, usageBarsSvg } from "./usageBarsSvg.ts";
export { type DayUsage, type UsageByDayOptions, usageByDay } from "./usageByDay.ts";
export type { WireForm } from "./wireForm.ts";
