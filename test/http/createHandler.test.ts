// Every path, every filter: what the API answers, held against what the engine says.
import { beforeEach, describe, expect, it } from "vitest";
import { type Body, contract, event, openWorld, otherKey, rules, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});

function idsOf({ data }: Body): unknown[] {
  return (data as { readonly id?: string; readonly number?: string }[]).map(({ id, number }) => id ?? number);
}

describe("the calls of the quickstart", () => {
  it("answer its fields and values", async () => {
    const { ask } = world;
    const contracts = await ask("/contracts");
    expect(contracts.status).toBe(200);
    const { start_date: _, ...shown } = contract;
    expect(contracts.body).toMatchObject({ object: "list", data: [shown], has_more: false, total_count: 1 });
    expect((await ask("/contracts/acme-corp-2026/pricing")).body).toMatchObject({
      object: "pricing_program",
      contract: "acme-corp-2026",
      version: 1,
      rules,
    });
    const sent = await ask("/usage", { body: { events: [event("evt-2026-03-001")] } });
    expect(sent.status).toBe(200);
    expect(sent.body).toEqual({
      accepted: 1,
      rejected: 0,
      events: [{ event_id: "evt-2026-03-001", status: "accepted" }],
    });
    expect((await ask("/usage/evt-2026-03-001")).body).toMatchObject({
      object: "usage_event",
      id: "evt-2026-03-001",
      contract: "acme-corp-2026",
      metric: "revenue_amount_invoiced",
      quantity: 10000,
      status: "rated",
      ingested_at: "2026-03-05T11:21:59.868Z",
      service_period_start: "2026-03-25",
      service_period_end: "2026-03-25",
    });
    expect((await ask("/invoices/INV-2026-003")).body).toMatchObject({
      object: "invoice",
      number: "INV-2026-003",
      status: "draft",
      total: 2500,
      currency: "USD",
      billing_period: { start: "2026-03-01", end: "2026-03-31" },
      line_items: [
        { description: "Platform Subscription", quantity: 1, unit_price: 2000, amount: 2000 },
        { description: "Usage Fee", quantity: 10000, unit_price: 0.05, amount: 500 },
      ],
    });
  });
});

describe("contracts", () => {
  beforeEach(async () => {
    await world.engine.putContract({ ...contract, id: "draft-2026", status: "draft" });
  });

  it("are listed, all or by status", async () => {
    const { ask } = world;
    expect(idsOf((await ask("/contracts")).body).sort()).toEqual(["acme-corp-2026", "draft-2026"]);
    expect(idsOf((await ask("/contracts?status=draft")).body)).toEqual(["draft-2026"]);
    expect(idsOf((await ask("/contracts?status=terminated")).body)).toEqual([]);
    expect((await ask("/contracts?status=new")).body).toMatchObject({ code: "status_invalid" });
    expect((await ask("/contracts?limit=5")).body).toMatchObject({
      code: "parameter_unknown",
      error: 'Unknown parameter "limit": there are status',
    });
  });

  it("are read one by one", async () => {
    expect((await world.ask("/contracts/draft-2026")).body).toMatchObject({
      id: "draft-2026",
      status: "draft",
    });
    const missing = await world.ask("/contracts/nobody");
    expect(missing.status).toBe(404);
    expect(missing.body).toMatchObject({ error: "Not found", code: "contract_unknown" });
  });

  it("of another account are not there", async () => {
    const { ask } = world;
    expect(idsOf((await ask("/contracts", { key: otherKey })).body)).toEqual(["other-2026"]);
    expect((await ask("/contracts/acme-corp-2026", { key: otherKey })).status).toBe(404);
    expect((await ask("/contracts/other-2026")).body.error).toBe("Not found");
    await ask("/usage", { body: { events: [event("e1")] } });
    expect((await ask("/usage/e1", { key: otherKey })).status).toBe(404);
    expect((await ask("/invoices/INV-2026-003", { key: otherKey })).status).toBe(404);
    expect((await ask("/invoices?contract=acme-corp-2026", { key: otherKey })).body.data).toEqual([]);
    const sent = await ask("/usage", { key: otherKey, body: { events: [event("e2")] } });
    expect(sent.body).toMatchObject({ rejected: 1, events: [{ code: "contract_unknown" }] });
  });
});

describe("pricing", () => {
  const path = "/contracts/acme-corp-2026/pricing";
  const fee = { name: "Call Fee", type: "usage", model: "per_unit", unit_amount: "0.10", metric: "calls" };

  it("grows by a rule, which stands in a new version", async () => {
    const { ask } = world;
    const added = await ask(`${path}-rules`, { body: { ...fee, id: "calls" } });
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      object: "pricing_rule",
      contract: "acme-corp-2026",
      version: 2,
      rule: { ...fee, id: "calls", unit_amount: "0.1" },
    });
    expect((await ask(path)).body).toMatchObject({ version: 2, effective_date: "2026-03-05" });
    expect((await ask(`${path}?version=1`)).body).toMatchObject({ version: 1, effective_date: null });
    expect((await ask(`${path}?version=3`)).body).toMatchObject({ code: "pricing_missing" });
    for (const wrong of ["one", "0", "01"])
      expect((await ask(`${path}?version=${wrong}`)).body).toMatchObject({ code: "version_invalid" });
  });

  it("takes a change of a rule, and says from when", async () => {
    const { ask } = world;
    const [, usage] = (await ask(path)).body.rules as { readonly id: string }[];
    const changed = await ask(`${path}-rules/${usage?.id}?effective_date=2026-04-01`, {
      method: "PUT",
      body: { rate: 0.04, monthly_cap: 100 },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      version: 2,
      rule: { rate: 0.04, monthly_cap: "100", metric: "revenue_amount_invoiced" },
    });
    expect((await ask(path)).body.version).toBe(1);
    expect((await ask(`${path}?version=2`)).body.effective_date).toBe("2026-04-01");
    const again = await ask(`${path}-rules/${usage?.id}`, { method: "PUT", body: { rate: "0.040" } });
    expect(again.body.version).toBe(2);
    const uncapped = await ask(`${path}-rules/${usage?.id}`, { method: "PUT", body: { monthly_cap: null } });
    expect(Object.keys(uncapped.body.rule as object)).not.toContain("monthly_cap");
  });

  it("loses a rule, but never the last", async () => {
    const { ask } = world;
    const [platform, usage] = (await ask(path)).body.rules as { readonly id: string }[];
    const gone = await ask(`${path}-rules/${platform?.id}`, { method: "DELETE" });
    expect(gone.body).toMatchObject({ version: 2, deleted: true, rule: { name: "Platform Subscription" } });
    const missing = await ask(`${path}-rules/${platform?.id}`, { method: "DELETE" });
    expect([missing.status, missing.body.code]).toEqual([404, "rule_unknown"]);
    const last = await ask(`${path}-rules/${usage?.id}`, { method: "DELETE" });
    expect([last.status, last.body.code]).toEqual([409, "rules_empty"]);
  });

  it.each([
    [{ ...fee, rate: 2 }, 400, "rule_field_conflict"],
    [{ ...fee, ratee: 2 }, 400, "field_unknown"],
    [{ ...fee, unit_amount: "-1" }, 400, "amount_negative"],
    [{ ...fee, metric: "sms" }, 400, "metric_unknown"],
    [{ ...fee, currency: "EUR" }, 400, "currency_mismatch"],
    [[fee], 400, "field_type"],
    [null, 400, "field_type"],
    ['"text"', 400, "field_type"],
    [{ ...fee, name: "Usage Fee" }, 409, "rule_name_duplicate"],
  ])("refuses the rule %j with %i, %s", async (body, status, code) => {
    const before = await world.state();
    const answer = await world.ask(`${path}-rules`, { body: body === null ? "null" : body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    const [issue] = answer.body.issues as { readonly code: string; readonly message: string }[];
    expect(issue).toMatchObject({ code, message: answer.body.error });
    expect(await world.state()).toEqual(before);
  });

  it.each<[body: { effective_date?: string; [field: string]: unknown }, place: string]>([
    [{ ...fee, unit_amount: "-1" }, "rules[3].unit_amount"],
    [{ ...fee, metric: "sms" }, "programs[2].rules[3].metric"],
    [{ ...fee, currency: "EUR" }, "programs[2].rules[3].currency"],
    [{ ...fee, name: "Early Fee", effective_date: "2026-04-01" }, "programs[2].effective_date"],
  ])("says where the rule %j is wrong: %s", async ({ effective_date, ...body }, place) => {
    const first = { ...fee, name: "First Fee" };
    expect((await world.ask(`${path}-rules?effective_date=2026-05-01`, { body: first })).status).toBe(201);
    const from = effective_date ?? "2026-05-01";
    const answer = await world.ask(`${path}-rules?effective_date=${from}`, { body });
    expect(answer.body.issues).toMatchObject([{ path: place }]);
  });

  it("of a contract without prices is not there", async () => {
    const asked = { key: otherKey };
    expect((await world.ask("/contracts/other-2026/pricing", asked)).body).toMatchObject({
      error: "Not found",
      code: "pricing_missing",
    });
    const rule = await world.ask("/contracts/other-2026/pricing-rules", { ...asked, body: fee });
    expect(rule.status).toBe(404);
  });

  it("inside of what has been billed is refused where the contract refuses corrections", async () => {
    const { engine, ask } = world;
    await engine.putContract({ ...contract, corrections: "refuse" });
    await engine.finalizeInvoice("INV-2026-001");
    const late = await ask(`${path}-rules?effective_date=2026-01-10`, { body: fee });
    expect([late.status, late.body.code]).toEqual([409, "period_closed"]);
    const wrong = await ask(`${path}-rules?effective_date=tomorrow`, { body: fee });
    expect([wrong.status, wrong.body.code]).toEqual([400, "date_invalid"]);
  });
});

describe("usage", () => {
  const events = [
    event("a", { timestamp: "2026-01-10T00:00:00Z" }),
    event("b", { timestamp: "2026-02-10T00:00:00Z" }),
    event("c", { timestamp: "2026-03-10T00:00:00Z", quantity: "12345678901234567890.123456789012345678" }),
  ];

  beforeEach(async () => {
    expect((await world.ask("/usage", { body: { events } })).body).toMatchObject({ accepted: 3 });
  });

  it("keeps every digit, both ways", async () => {
    const long = "12345678901234567890.123456789012345678";
    const read = async (id: string): Promise<string> => {
      const headers = { "x-api-key": "luc_live_acme" };
      const url = `http://localhost/v1/billing/usage/${id}`;
      return (await world.handler(new Request(url, { headers }))).text();
    };
    expect(await read("c")).toContain(`"quantity":${long},`);
    const sent = JSON.stringify({
      events: [event("d", { quantity: 7 }), event("e", { quantity: 0.1 + 0.2 })],
    }).replace('"quantity":7', `"quantity":${long}`);
    const { body } = await world.ask("/usage", { body: sent });
    // The other has all of its digits, but they are those of arithmetic in floats.
    expect(body).toMatchObject({ accepted: 1, rejected: 1, events: [{}, { code: "number_not_exact" }] });
    expect(await read("d")).toContain(`"quantity":${long},`);
  });

  it("is listed newest first, in pages", async () => {
    const { ask } = world;
    const first = await ask("/usage?limit=2");
    expect([idsOf(first.body), first.body.has_more, first.body.total_count]).toEqual([["c", "b"], true, 2]);
    const second = await ask("/usage?limit=2&starting_after=b");
    expect([idsOf(second.body), second.body.has_more, second.body.total_count]).toEqual([["a"], false, 1]);
    expect(idsOf((await ask("/usage?starting_after=acme-corp-2026%2Fb")).body)).toEqual(["a"]);
    expect((await ask("/usage?starting_after=z")).body).toMatchObject({ code: "cursor_unknown" });
  });

  it.each([
    ["contract=acme-corp-2026", ["c", "b", "a"]],
    ["contract=nobody", []],
    ["metric=revenue_amount_invoiced", ["c", "b", "a"]],
    ["metric=calls", []],
    ["status=rated", ["c", "b", "a"]],
    ["status=accepted", []],
    ["status=voided", []],
    ["from=2026-02-10", ["c", "b"]],
    ["to=2026-02-10", ["b", "a"]],
    ["from=2026-02-01&to=2026-02-28", ["b"]],
    ["limit=1", ["c"]],
    ["limit=100", ["c", "b", "a"]],
  ])("is filtered by %s", async (query, expected) => {
    expect(idsOf((await world.ask(`/usage?${query}`)).body)).toEqual(expected);
  });

  it("is taken event by event, each with its outcome", async () => {
    const { ask } = world;
    const sent = await ask("/usage", {
      body: { events: [events[0], event("a", { quantity: 1 }), event("x", { metric: "sms" }), 7, "evt"] },
    });
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({
      accepted: 1,
      rejected: 4,
      events: [
        { event_id: "a", status: "accepted", duplicate: true },
        { event_id: "a", status: "rejected", code: "event_conflict" },
        { event_id: "x", status: "rejected", code: "metric_unknown" },
        { event_id: "", status: "rejected", code: "event_invalid" },
        { event_id: "", status: "rejected", code: "event_invalid" },
      ],
    });
  });

  it("is taken up to a hundred events at once", async () => {
    const many = Array.from({ length: 101 }, (_, at) => event(`m${at}`));
    const refused = await world.ask("/usage", { body: { events: many } });
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { code: "batch_too_large", error: "must have at most 100 events, has 101" },
    ]);
    expect((await world.ask("/usage/m0")).status).toBe(404);
    // Text in the body is no way around it, though an engine reads text as JSON.
    const hidden = await world.ask("/usage", { body: JSON.stringify(JSON.stringify({ events: many })) });
    expect([hidden.status, hidden.body.code]).toEqual([400, "batch_invalid"]);
    expect((await world.ask("/usage", { body: { events: many.slice(1) } })).body).toMatchObject({
      accepted: 100,
    });
  });

  it.each([
    ["{}", "batch_invalid"],
    ["[]", "batch_invalid"],
    ["null", "batch_invalid"],
    ["7", "batch_invalid"],
    ['{"events":{}}', "batch_invalid"],
    ['{"events":[]}', "batch_empty"],
    ['{"events":[{}],"dry":true}', "field_unknown"],
  ])("refuses the batch %s with %s", async (body, code) => {
    const answer = await world.ask("/usage", { body });
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it("of one id in several contracts asks for the contract", async () => {
    const { engine, ask } = world;
    await engine.putContract({ ...contract, id: "twin" });
    await engine.publishPricing({ contract: "twin", version: 1, rules });
    await ask("/usage", { body: { events: [event("a", { external_contract_id: "twin" })] } });
    const both = await ask("/usage/a");
    expect([both.status, both.body.code]).toEqual([409, "event_ambiguous"]);
    expect((await ask("/usage/a?contract=twin")).body).toMatchObject({ id: "a", contract: "twin" });
    expect((await ask("/usage/b?contract=twin")).status).toBe(404);
    // A path names one thing: the contract is not put into it.
    expect((await ask("/usage/twin%2Fa")).status).toBe(404);
    const cursor = await ask("/usage?starting_after=a");
    expect([cursor.status, cursor.body.code]).toEqual([409, "event_ambiguous"]);
    // With `contract` the list would be another one.
    expect(cursor.body.issues).toEqual([
      {
        code: "event_ambiguous",
        path: "starting_after",
        message: '2 contracts have event "a": say which as contract/id',
      },
    ]);
    expect((await ask("/usage?starting_after=twin/a")).status).toBe(200);
  });
});

describe("invoices", () => {
  it("are listed newest first, without lines, in pages", async () => {
    const { ask } = world;
    const all = await ask("/invoices");
    expect(idsOf(all.body)).toEqual(["INV-2026-003", "INV-2026-002", "INV-2026-001"]);
    expect(Object.keys((all.body.data as object[])[0] ?? {})).not.toContain("line_items");
    const first = await ask("/invoices?limit=1");
    expect([idsOf(first.body), first.body.has_more]).toEqual([["INV-2026-003"], true]);
    const rest = await ask("/invoices?limit=2&starting_after=INV-2026-003");
    expect([idsOf(rest.body), rest.body.has_more]).toEqual([["INV-2026-002", "INV-2026-001"], false]);
    const lost = await ask("/invoices?starting_after=INV-1999-001");
    expect([lost.status, lost.body.code]).toEqual([400, "cursor_unknown"]);
  });

  it.each([
    ["contract=acme-corp-2026", 3],
    ["contract=nobody", 0],
    ["status=draft", 2],
    ["status=sent", 1],
    ["status=paid", 0],
    ["from=2026-02-01", 2],
    ["to=2026-01-31", 1],
    ["from=2026-02-01&to=2026-02-28&status=draft", 1],
  ])("are filtered by %s", async (query, count) => {
    await world.engine.finalizeInvoice("INV-2026-001");
    expect((await world.ask(`/invoices?${query}`)).body.total_count).toBe(count);
  });

  it("that are final have their moves and payments", async () => {
    const { engine, ask } = world;
    await engine.finalizeInvoice("INV-2026-001");
    await engine.recordPayment("INV-2026-001", { id: "p1", amount: "500.50" });
    expect((await ask("/invoices/INV-2026-001")).body).toMatchObject({
      status: "partial",
      amount_paid: 500.5,
      history: [{ status: "sent" }, { status: "partial", payment: { id: "p1", amount: 500.5 } }],
    });
  });

  it("of one number in several contracts ask for the contract", async () => {
    const { engine, ask } = world;
    await engine.putContract({ ...contract, id: "twin" });
    await engine.publishPricing({ contract: "twin", version: 1, rules });
    const both = await ask("/invoices/INV-2026-003");
    expect([both.status, both.body.code]).toEqual([409, "invoice_ambiguous"]);
    expect((await ask("/invoices/INV-2026-003?contract=twin")).body.contract).toBe("twin");
    expect((await ask("/invoices/INV-2026-003?contract=nobody")).status).toBe(404);
    expect((await ask("/invoices/INV-2031-001")).body).toMatchObject({ code: "invoice_unknown" });
    expect(both.body.issues).toMatchObject([{ path: "contract" }]);
    const cursor = await ask("/invoices?starting_after=INV-2026-003");
    expect([cursor.status, cursor.body.code]).toEqual([409, "invoice_ambiguous"]);
    expect(cursor.body.issues).toMatchObject([{ path: "starting_after" }]);
    expect((await ask("/invoices?starting_after=twin/INV-2026-003")).status).toBe(200);
  });
});

describe("methods", () => {
  it.each([
    ["/contracts", "GET, HEAD", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]],
    ["/usage", "POST, GET, HEAD", ["PUT", "DELETE", "OPTIONS"]],
    ["/usage/e1", "GET, HEAD", ["POST", "DELETE"]],
    ["/contracts/acme-corp-2026/pricing-rules", "POST", ["GET", "HEAD", "OPTIONS"]],
    ["/contracts/acme-corp-2026/pricing-rules/r1", "PUT, DELETE", ["GET", "POST", "PATCH"]],
  ])("that %s does not have are 405, with those that it has", async (path, allowed, methods) => {
    for (const method of methods) {
      const answer = await world.ask(path, { method });
      expect([method, answer.status, answer.headers.get("allow")]).toEqual([method, 405, allowed]);
    }
  });

  it("HEAD answers what GET does, without the body", async () => {
    for (const path of [
      "/contracts",
      "/contracts/acme-corp-2026/pricing",
      "/invoices/INV-2026-003",
      "/usage/no",
    ]) {
      const [got, head] = [await world.ask(path), await world.ask(path, { method: "HEAD" })];
      expect([head.status, [...head.headers]]).toEqual([got.status, [...got.headers]]);
    }
  });
});

describe("paths", () => {
  it("outside the base path are not there, whoever asks", async () => {
    for (const path of ["/", "/v1", "/v1/billing", "/v1/billingcontracts", "/contracts"]) {
      const response = await world.handler(new Request(`http://localhost${path}`));
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toEqual({ error: "Not found", code: "not_found" });
    }
  });

  it("inside of it want a key before they say whether they are there", async () => {
    const asked = { key: null };
    expect((await world.ask("/nowhere", asked)).status).toBe(401);
    expect((await world.ask("/contracts", { ...asked, method: "OPTIONS" })).status).toBe(401);
    expect((await world.ask("/nowhere")).status).toBe(404);
  });

  it("begin with another base path where one is given, or with none", async () => {
    for (const basePath of ["/api/v2", "/", ""]) {
      const { handler } = await openWorld({ basePath });
      const base = basePath === "/" ? "" : basePath;
      const asked = (path: string): Request =>
        new Request(`http://localhost${path}`, { headers: { "x-api-key": "luc_live_acme" } });
      expect((await handler(asked(`${base}/contracts`))).status).toBe(200);
      expect((await handler(asked("/v1/billing/contracts"))).status).toBe(404);
      const document = (await (await handler(asked("/openapi.json"))).json()) as { readonly paths: object };
      expect(Object.keys(document.paths)).toContain(`${base}/contracts`);
    }
  });
});
