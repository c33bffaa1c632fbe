// Small documents for the conformance cases: right in form, and made from the few things that a case is about.
import type { Charge, LadderTotal } from "../model/charge.ts";
import type { Contract } from "../model/contract.ts";
import type { CreditGrant } from "../model/creditGrant.ts";
import type { Invoice } from "../model/invoice.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { AccountChange, InvoiceState, UsageRecord } from "../store/billingStore.ts";

/** A month of 2026 is the billing period of every sample. */
export type SampleMonth = "2026-01" | "2026-02" | "2026-03" | "2026-04";

/** An event on its way into a store. */
export type NewRecord = Omit<UsageRecord, "sequence">;

/** What an event that is there becomes. */
export type NewContent = Omit<UsageRecord, "sequence" | "ingested_at">;

const lastDays: Readonly<Record<SampleMonth, string>> = {
  "2026-01": "31",
  "2026-02": "28",
  "2026-03": "31",
  "2026-04": "30",
};

const created = "2026-01-01T00:00:00.000Z";

/** Makers of documents; every one takes fields that replace its own. */
export const sample = {
  contract(id: string, fields: Partial<Contract> = {}): Contract {
    return {
      object: "contract",
      id,
      customer_name: "Acme Corp",
      status: "active",
      start_date: "2026-01-01",
      end_date: null,
      currency: "USD",
      billing_cadence: "monthly",
      metrics: ["api_calls"],
      timezone: "UTC",
      billing_anchor_date: "2026-01-01",
      rounding: "half_up",
      net_days: 14,
      invoice_prefix: "INV",
      ...fields,
    };
  },
  /** The commit that makes a contract. */
  opening(id: string, fields: Partial<AccountChange> = {}): AccountChange {
    return { contract: id, revision: 0, put_contract: sample.contract(id), created_at: created, ...fields };
  },
  program(contract: string, version: number): PricingProgram {
    const rule = {
      id: "rule-1",
      name: "Calls",
      type: "usage",
      model: "per_unit",
      metric: "api_calls",
    } as const;
    const rules = [{ ...rule, unit_amount: `0.0${version}` }];
    return { object: "pricing_program", contract, version, effective_date: null, rules };
  },
  event(contract: string, event_id: string, fields: Partial<UsageEvent> = {}): UsageEvent {
    const timestamp = "2026-03-15T12:00:00.000Z";
    return {
      external_contract_id: contract,
      event_id,
      metric: "api_calls",
      quantity: "1",
      timestamp,
      ...fields,
    };
  },
  record(contract: string, event_id: string, fields: Partial<NewRecord> = {}): NewRecord {
    return {
      event: sample.event(contract, event_id),
      status: "rated",
      ingested_at: "2026-03-15T12:00:01.000Z",
      service_date: "2026-03-15",
      period_start: "2026-03-01",
      ...fields,
    };
  },
  /** An event that is there, amended: twice as much of it. */
  content(contract: string, event_id: string, fields: Partial<NewContent> = {}): NewContent {
    return {
      event: sample.event(contract, event_id, { quantity: "2" }),
      status: "rated",
      service_date: "2026-03-15",
      period_start: "2026-03-01",
      superseded: [sample.event(contract, event_id)],
      ...fields,
    };
  },
  charge(contract: string, event_id: string, fields: Partial<Charge> = {}): Charge {
    return {
      object: "charge",
      contract,
      event_id,
      rule_id: "rule-1",
      version: 1,
      timestamp: "2026-03-15T12:00:00.000Z",
      period: sample.period("2026-03"),
      quantity: "1",
      amount: "0.01",
      ...fields,
    };
  },
  total(quantity: string, fields: Partial<LadderTotal> = {}): LadderTotal {
    return { rule_id: "rule-1", version: 1, period_start: "2026-03-01", quantity, ...fields };
  },
  invoice(contract: string, month: SampleMonth, fields: Partial<Invoice> = {}): Invoice {
    return {
      object: "invoice",
      number: `INV-${month}`,
      contract,
      status: "sent",
      subtotal: "0",
      tax: "0",
      total: "0",
      currency: "USD",
      billing_period: sample.period(month),
      issued_date: `${month}-01`,
      due_date: `${month}-15`,
      paid_date: null,
      metrics: ["api_calls"],
      line_items: [],
      ...fields,
    };
  },
  /** A final invoice as it stands after a first payment. */
  invoiceState(month: SampleMonth, fields: Partial<InvoiceState> = {}): InvoiceState {
    const payment = { id: "payment-1", amount: "0.10", date: `${month}-20` };
    const history = [
      { status: "sent", at: `${month}-01T00:00:00.000Z` },
      { status: "partial", at: `${month}-20T09:30:00.000Z`, payment },
    ] as const;
    return {
      number: `INV-${month}`,
      status: "partial",
      paid_date: null,
      amount_paid: "0.10",
      history,
      ...fields,
    };
  },
  grant(contract: string, id: string, fields: Partial<CreditGrant> = {}): CreditGrant {
    return {
      object: "credit_grant",
      id,
      contract,
      amount: "100",
      priority: 50,
      category: "paid",
      effective_date: null,
      expiry_date: null,
      ...fields,
    };
  },
  period(month: SampleMonth): Charge["period"] {
    return { start: `${month}-01`, end: `${month}-${lastDays[month]}` };
  },
  /** An event, its charge and the total after it, all in one month: what a submit commits. */
  usage(contract: string, event_id: string, month: SampleMonth = "2026-03"): UsageChange {
    const day = `${month}-15`;
    const timestamp = `${day}T12:00:00.000Z`;
    const event = sample.event(contract, event_id, { timestamp });
    const { start } = sample.period(month);
    return {
      add_events: [sample.record(contract, event_id, { event, service_date: day, period_start: start })],
      add_charges: [sample.charge(contract, event_id, { timestamp, period: sample.period(month) })],
      put_totals: [sample.total("1", { period_start: start })],
    };
  },
};

/** The parts of a change that a submit fills. */
export type UsageChange = Required<Pick<AccountChange, "add_events" | "add_charges" | "put_totals">>;
