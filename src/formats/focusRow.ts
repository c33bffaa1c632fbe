// One row of FOCUS 1.2, and what an invoice does not say for it.
import { anyOption, choiceOption, tableOption, textOption } from "./optionReaders.ts";
import { nestedOption, type OptionReaders } from "./readOptions.ts";

/** Columns of FOCUS 1.2. Amounts are decimal strings, times RFC 3339 in UTC without fractions. */
export interface FocusRow {
  /** The rows of an invoice add up to its total. */
  readonly BilledCost: string;
  readonly BillingAccountId: string;
  readonly BillingAccountName: string;
  readonly BillingCurrency: string;
  /** Exclusive. */
  readonly BillingPeriodEnd: string;
  readonly BillingPeriodStart: string;
  readonly ChargeCategory: "Usage" | "Purchase" | "Tax" | "Credit" | "Adjustment";
  /** `Correction`: of what an invoice of an earlier period has billed. */
  readonly ChargeClass: "Correction" | null;
  readonly ChargeDescription: string;
  readonly ChargeFrequency: "One-Time" | "Recurring" | "Usage-Based";
  /** Exclusive. */
  readonly ChargePeriodEnd: string;
  readonly ChargePeriodStart: string;
  readonly ConsumedQuantity: string | null;
  readonly ConsumedUnit: string | null;
  /** Exact, before the line is rounded. */
  readonly ContractedCost: string;
  readonly EffectiveCost: string;
  readonly InvoiceId: string;
  readonly InvoiceIssuerName: string;
  /**
   * Before discounts, minimum, maximum and cap of the rule; `PricingQuantity` × `ListUnitPrice` where that is given. Null where groups
   * share one ladder and the rule changes what it comes to: there is no list price of one group.
   */
  readonly ListCost: string | null;
  readonly ListUnitPrice: string | null;
  readonly PricingQuantity: string | null;
  /** With its size where packages are priced: `100 Calls`. */
  readonly PricingUnit: string | null;
  readonly ProviderName: string;
  readonly PublisherName: string;
  readonly ServiceCategory: string;
  readonly ServiceName: string;
  readonly SkuId: string | null;
  readonly SkuPriceId: string | null;
  /** JSON of the group that the row is about. */
  readonly Tags: string | null;
}

/** What stands in rows of FOCUS and not on the invoice. */
export interface FocusContext {
  /** The invoice's contract: its zone says when days begin. */
  readonly contract: unknown;
  /** Who asks for the money. */
  readonly issuer: string;
  /** Who makes the services available, and who made them; the issuer unless told. */
  readonly provider?: string;
  readonly publisher?: string;
  /** Who pays; the contract's id and its customer's name unless told. */
  readonly account?: { readonly id: string; readonly name: string };
  /** One of FOCUS's categories of services; `Other` unless told. */
  readonly serviceCategory?: string;
  /** The issuer's name unless told. */
  readonly serviceName?: string;
  /** What units of a rule are called, by its id; `Units` unless told. */
  readonly units?: { readonly [rule_id: string]: string };
  /** Whether the fees of a rule recur or are due once, by its id; an invoice does not say, so `Recurring` unless told. */
  readonly frequencies?: { readonly [rule_id: string]: "One-Time" | "Recurring" };
}

const serviceCategories = [
  ...["AI and Machine Learning", "Analytics", "Business Applications", "Compute", "Databases"],
  ...["Developer Tools", "Identity", "Integration", "Internet of Things", "Management and Governance"],
  ...["Media", "Migration", "Mobile", "Multicloud", "Networking", "Security", "Storage", "Web", "Other"],
];

export const focusContext: OptionReaders<FocusContext> = {
  contract: anyOption,
  issuer: textOption,
  provider: textOption,
  publisher: textOption,
  account: nestedOption({ id: textOption, name: textOption }, "id", "name"),
  serviceCategory: choiceOption(...serviceCategories),
  serviceName: textOption,
  units: tableOption(textOption),
  frequencies: tableOption(choiceOption("One-Time", "Recurring")),
};
