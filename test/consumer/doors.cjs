// Each of the outer doors does its work on what the front door makes.
const assert = require("node:assert/strict");

const contract = {
  ...{ id: "acme-corp-2026", customer_name: "Acme Corp", status: "active", currency: "USD" },
  ...{ billing_cadence: "monthly", metrics: ["revenue_amount_invoiced"], start_date: "2026-01-01" },
};
const fee = {
  name: "Usage Fee",
  type: "usage",
  model: "percentage",
  rate: 0.05,
  metric: "revenue_amount_invoiced",
};
const programs = [{ contract: contract.id, version: 1, rules: [fee] }];
const event = {
  ...{ external_contract_id: contract.id, event_id: "evt-1", metric: "revenue_amount_invoiced" },
  ...{ quantity: 10000, timestamp: "2026-03-25T12:00:00.000Z" },
};

async function doors({ api, formats, http, postgres, report }) {
  const preview = { contract, programs, events: [event], at: "2026-03-31" };
  const { invoice } = api.expectOk(api.previewInvoice(preview));
  assert.match(report.invoiceHtml(invoice), /500\.00/);
  assert.match(report.invoiceText(invoice), /500\.00/);
  assert.match(formats.toCsv([invoice]).value, /500/);
  const round = api.expectOk(formats.toCloudEvent(api.expectOk(api.parseUsageEvent(event))));
  assert.equal(formats.fromCloudEvent(round).value.event_id, "evt-1");
  assert.ok(postgres.postgresMigrations("billing").length > 0);

  const engine = api.createEngine({ store: api.createMemoryStore(), now: () => "2026-03-26T00:00:00Z" });
  await engine.putContract(contract);
  const keys = [{ sha256: await http.hashApiKey("luc_live_1") }];
  const handler = http.createHandler(engine, { keys, now: () => "2026-03-26T00:00:00Z" });
  const url = "http://localhost/v1/billing/contracts";
  const answer = await handler(new Request(url, { headers: { authorization: "Bearer luc_live_1" } }));
  assert.equal((await answer.json()).data[0].id, contract.id);
  assert.equal((await handler(new Request(url))).status, 401);
}

module.exports = { doors };
