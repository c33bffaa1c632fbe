import { amendUsage } from "./amendUsage.ts";
import { getContract, listContracts, putContract } from "./contracts.ts";
import { grantCredit, listCredits } from "./credits.ts";
import { createDesk, type EngineOptions } from "./desk.ts";
import type { Engine } from "./engine.ts";
import { finalizeInvoice } from "./finalizeInvoice.ts";
import { getInvoice, listInvoices } from "./invoices.ts";
import { previewStored } from "./previewStored.ts";
import {
  addPricingRule,
  deletePricingRule,
  getPricing,
  publishPricing,
  updatePricingRule,
} from "./pricing.ts";
import { runBilling } from "./runBilling.ts";
import { submitUsage } from "./submitUsage.ts";
import { recordPayment, updateInvoice } from "./updateInvoice.ts";
import { getUsage, listUsage } from "./usage.ts";
import { voidUsage } from "./voidUsage.ts";

/**
 * Creates the billing API over a store: contracts, pricing, usage, invoices.
 *
 * Every operation answers the API's document with decimals as text; `toWireJson` writes it with numbers.
 * Writes of one engine take turns; several engines over one store decide by the revision of a contract, and
 * the one that comes too late decides anew, so that a batch is rated wholly before or wholly after any
 * other change. A store's own failure rejects with its `StoreError` and has changed nothing, or, with
 * `unknown_outcome`, may have: putting, publishing, submitting and finalizing can be done again safely, as
 * the same thing twice changes nothing; a rule that was added or deleted is to be looked up first.
 *
 * @param options - `store`: where everything is kept; `now`: the present moment, for what is stamped with
 * it and for defaults
 * @returns an engine
 *
 * @example
 * const engine = createEngine({ store: createMemoryStore(), now: () => "2026-03-05T11:21:59.868Z" });
 * await engine.putContract({
 *   id: "acme-corp-2026", customer_name: "Acme Corp", status: "active", currency: "USD",
 *   billing_cadence: "monthly", metrics: ["revenue_amount_invoiced"],
 * });
 * await engine.publishPricing({
 *   contract: "acme-corp-2026", version: 1,
 *   rules: [{ name: "Usage Fee", type: "usage", model: "percentage", rate: 0.05, metric: "revenue_amount_invoiced" }],
 * });
 * const event = {
 *   external_contract_id: "acme-corp-2026", event_id: "evt-2026-03-001", metric: "revenue_amount_invoiced",
 *   quantity: 10000, timestamp: "2026-03-25T12:00:00.000Z",
 * };
 * (await engine.submitUsage({ events: [event] })).accepted; // => 1
 * (await engine.getUsage("evt-2026-03-001")).status; // => "rated"
 * (await engine.getInvoice("INV-2026-003")).total; // => "500"
 */
export function createEngine(options: EngineOptions): Engine {
  const desk = createDesk(options);
  return {
    listContracts: (filter) => listContracts(desk, filter),
    getContract: (id) => getContract(desk, id),
    putContract: (document) => putContract(desk, document),
    grantCredit: (document) => grantCredit(desk, document),
    listCredits: (contract) => listCredits(desk, contract),
    getPricing: (contract, choice) => getPricing(desk, contract, choice),
    publishPricing: (document) => publishPricing(desk, document),
    addPricingRule: (contract, rule, from) => addPricingRule(desk, contract, rule, from),
    updatePricingRule: (contract, ruleId, fields, from) =>
      updatePricingRule(desk, contract, ruleId, fields, from),
    deletePricingRule: (contract, ruleId, from) => deletePricingRule(desk, contract, ruleId, from),
    submitUsage: (batch) => submitUsage(desk, batch),
    voidUsage: (eventId, choice) => voidUsage(desk, eventId, choice),
    amendUsage: (event) => amendUsage(desk, event),
    listUsage: (filter) => listUsage(desk, filter),
    getUsage: (eventId, choice) => getUsage(desk, eventId, choice),
    listInvoices: (filter) => listInvoices(desk, filter),
    getInvoice: (number, choice) => getInvoice(desk, number, choice),
    finalizeInvoice: (number, choice) => finalizeInvoice(desk, number, choice),
    updateInvoice: (number, fields, choice) => updateInvoice(desk, number, fields, choice),
    recordPayment: (number, payment, choice) => recordPayment(desk, number, payment, choice),
    runBilling: (choice) => runBilling(desk, choice),
    previewInvoice: (request) => previewStored(desk, request),
  };
}
