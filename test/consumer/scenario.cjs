// What a user does first, as one function of the package: rate a month, draft its invoice, ask the engine for the same.
// It answers with text, so that copies of the package can be compared.
const assert = require("node:assert/strict");

const contract = {
  id: "acme-corp-2026",
  customer_name: "Acme Corp",
  status: "active",
  start_date: "2026-01-01",
  end_date: "2027-01-01",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["revenue_amount_invoiced"],
};

const pricing = {
  contract: "acme-corp-2026",
  version: 1,
  effective_date: "2026-01-01",
  rules: [
    {
      id: "fee",
      name: "Platform Subscription",
      type: "subscription",
      model: "flat",
      amount: "2000",
      frequency: "monthly",
    },
    {
      id: "usage",
      name: "Usage Fee",
      type: "usage",
      model: "percentage",
      metric: "revenue_amount_invoiced",
      rate: "0.05",
    },
  ],
};

const event = {
  external_contract_id: "acme-corp-2026",
  event_id: "evt-2026-03-001",
  metric: "revenue_amount_invoiced",
  quantity: 10000,
  timestamp: "2026-03-25T12:00:00.000Z",
};

/** Rates the event with checked documents of `maker` and draws the invoice up with `drafter`. */
function draft(maker, drafter) {
  const terms = maker.expectOk(
    maker.resolveTerms(maker.expectOk(maker.parseContract(contract)), [
      maker.expectOk(maker.parsePricingProgram(pricing)),
    ]),
  );
  const usage = maker.expectOk(maker.parseUsageEvent(event));
  const third = { ...usage, event_id: "evt-2026-03-002", quantity: "0.333333333333333333" };
  const rating = drafter.rateUsage(terms, [usage, usage, third]);
  const [period] = drafter.billingPeriods(terms.contract, "2026-03-01", "2026-03-31");
  const invoice = drafter.draftInvoice(terms, rating.charges, period);
  return { outcomes: rating.outcomes, charges: rating.charges, invoice };
}

/** The same month through an engine and its store. */
async function engineInvoice(api) {
  const engine = api.createEngine({ store: api.createMemoryStore(), now: () => "2026-03-26T00:00:00.000Z" });
  await engine.putContract(contract);
  await engine.publishPricing(pricing);
  await engine.submitUsage({ events: [event] });
  return await engine.getInvoice("INV-2026-003");
}

/** How a refusal looks: told apart by its code, whatever copy it comes from. */
function refusal(api) {
  try {
    api.expectOk(api.parseContract({ ...contract, currency: "DOLLARS" }));
  } catch (error) {
    return error.code;
  }
  return "none";
}

/** Throws unless the package does what is expected of it; answers with everything that it computed, as text. */
async function scenario(api) {
  const rated = draft(api, api);
  assert.deepEqual(
    rated.outcomes.map(({ status, duplicate }) => [status, duplicate === true]),
    [
      ["accepted", false],
      ["accepted", true],
      ["accepted", false],
    ],
  );
  assert.equal(rated.invoice.total, "2500.02");
  const drafted = await engineInvoice(api);
  assert.equal(refusal(api), "currency_unknown");
  return JSON.stringify({ rated, wire: api.toWireJson(rated.invoice), drafted });
}

module.exports = { draft, refusal, scenario };
