// What has once gone wrong, each with the smallest example.
import { describe, expect, it } from "vitest";
import {
  billingPeriods,
  createEngine,
  createMemoryStore,
  createRater,
  draftInvoice,
  expectOk,
  mergeStates,
  parseContract,
  parseDecimal,
  parseJson,
  parsePricingProgram,
  parseUsageEvent,
  previewInvoice,
  rateUsage,
  resolveTerms,
  toWireJson,
} from "../../src/index.ts";
import { makerFee, openVenue, platform, refusedWith, venue, volume } from "../fixtures/venue.ts";

const now = (): string => "2026-03-05T00:00:00Z";

describe("publishing", () => {
  it("refuses terms under which charged usage would be rejected, rather than drop its charge", async () => {
    const { engine } = await openVenue();
    await engine.updatePricingRule(
      venue.id,
      makerFee.id,
      { negative_usage: "credit" },
      { effective_date: "2026-03-01" },
    );
    await engine.submitUsage({ events: [volume("a", 1000), volume("b", -400)] });
    const back = engine.updatePricingRule(
      venue.id,
      makerFee.id,
      { negative_usage: null },
      { effective_date: "2026-03-01" },
    );
    expect(await refusedWith(back)).toBe("quantity_negative");
    expect((await engine.getInvoice("INV-2026-003")).total).toBe("100.6");
  });

  it("answers the version that there is when nothing changes", async () => {
    const { engine } = await openVenue();
    const first = await engine.updatePricingRule(venue.id, makerFee.id, { rate: 0.002 });
    expect(await engine.updatePricingRule(venue.id, makerFee.id, { rate: "0.0020" })).toEqual(first);
  });

  it("shows the version that will hold first, where one displaces another before both begin", async () => {
    const engine = createEngine({ store: createMemoryStore(), now });
    await engine.putContract({ ...venue, start_date: "2026-06-01" });
    await engine.publishPricing({ contract: venue.id, version: 1, rules: [makerFee] });
    await engine.addPricingRule(venue.id, platform);
    expect((await engine.getPricing(venue.id)).version).toBe(2);
  });

  it("refuses options that it does not know", async () => {
    const { engine } = await openVenue();
    const misspelt = { effectiveDate: "2026-05-01" } as object;
    expect(
      await refusedWith(engine.addPricingRule(venue.id, { ...makerFee, id: "x", name: "X" }, misspelt)),
    ).toBe("field_unknown");
    expect(await refusedWith(engine.deletePricingRule(venue.id, makerFee.id, null as never))).toBe(
      "field_type",
    );
  });
});

describe("contracts", () => {
  it("move the end of a final period with a correction, or not at all", async () => {
    const engine = createEngine({ store: createMemoryStore(), now });
    const contract = { ...venue, start_date: "2025-01-15", end_date: "2026-01-15", corrections: "refuse" };
    await engine.putContract(contract);
    const prorated = { ...platform, amount: "310", proration: "day" };
    await engine.publishPricing({ contract: venue.id, version: 1, rules: [prorated] });
    expect((await engine.finalizeInvoice("INV-2026-001")).total).toBe("140");
    expect(await refusedWith(engine.putContract({ ...contract, end_date: "2027-01-15" }))).toBe(
      "period_closed",
    );
    await engine.putContract({ ...contract, end_date: "2027-01-15", corrections: "accept" });
    const { line_items, total } = await engine.getInvoice("INV-2026-002");
    expect(line_items.map(({ kind = "own", amount }) => [kind, amount])).toEqual([
      ["own", "310"],
      ["correction", "170"],
    ]);
    expect(total).toBe("480");
    expect(await refusedWith(engine.putContract({ ...contract, end_date: "2026-01-01" }))).toBe(
      "period_closed",
    );
  });

  it("without a start begin to be billed with their prices, their usage, or themselves", async () => {
    const engine = createEngine({ store: createMemoryStore(), now });
    await engine.putContract({ ...venue, start_date: null });
    await engine.publishPricing({ contract: venue.id, version: 1, rules: [platform, makerFee] });
    const numbers = async (): Promise<string[]> =>
      (await engine.listInvoices()).data.map(({ number }) => number);
    expect(await numbers()).toEqual(["INV-2026-003"]);
    await engine.submitUsage({ events: [volume("e1", 1, { timestamp: "2026-01-10T00:00:00Z" })] });
    expect(await numbers()).toEqual(["INV-2026-003", "INV-2026-002", "INV-2026-001"]);
    expect((await engine.getInvoice("INV-2026-002")).total).toBe("100");
  });

  it("keep the digits of currencies that have some", () => {
    const codes = (document: object): string[] => {
      const result = parseContract({ ...venue, ...document });
      return result.ok ? ["ok"] : result.issues.map(({ code }) => code);
    };
    expect(codes({ currency_digits: 4 })).toEqual(["value_invalid"]);
    expect(codes({ currency_digits: 2 })).toEqual(["ok"]);
    expect(codes({ currency: "CREDITS", currency_digits: 4 })).toEqual(["ok"]);
  });
});

describe("instants at the limits", () => {
  it("are refused by their year in UTC, and keep nothing from their neighbours", async () => {
    const { engine } = await openVenue();
    const edges = ["1970-01-01T00:00:00+01:00", "2199-12-31T23:59:59-01:00"];
    const events = [
      volume("good", 1),
      ...edges.map((timestamp, at) => volume(`edge${at}`, 1, { timestamp })),
    ];
    const { events: outcomes } = await engine.submitUsage({ events });
    expect(outcomes.map(({ code }) => code)).toEqual([
      undefined,
      "timestamp_out_of_range",
      "timestamp_out_of_range",
    ]);
  });

  it("may lie in periods that begin before them", async () => {
    const engine = createEngine({ store: createMemoryStore(), now });
    await engine.putContract({ ...venue, start_date: null, billing_anchor_date: "2026-01-15" });
    await engine.publishPricing({ contract: venue.id, version: 1, rules: [makerFee] });
    await engine.submitUsage({ events: [volume("zero", 1000, { timestamp: "1970-01-01T00:00:00Z" })] });
    expect((await engine.getInvoice("INV-1969-012")).total).toBe("1");
    const weekly = expectOk(parseContract({ ...venue, start_date: null, billing_cadence: "weekly" }));
    expect(billingPeriods(weekly, "1970-01-01", "1970-01-01")[0]?.start).toBe("1969-12-29");
  });
});

describe("races", () => {
  it("do not lose what was counted when the calendar changes between two looks", async () => {
    const store = createMemoryStore();
    const engine = createEngine({ store, now });
    const other = createEngine({ store, now });
    await engine.putContract(venue);
    const free = { ...makerFee, rate: 0.1, free_amount: "100" };
    await engine.publishPricing({ contract: venue.id, version: 1, rules: [free] });
    let reads = 0;
    const meddled = {
      ...store,
      async read(...query: Parameters<typeof store.read>) {
        reads += 1;
        if (reads === 2) {
          await other.putContract({ ...venue, billing_cadence: "weekly" });
          await other.submitUsage({ events: [volume("x", 100)] });
        }
        return store.read(...query);
      },
    };
    await createEngine({ store: meddled, now }).submitUsage({ events: [volume("y", 100)] });
    const charges = (await store.read(venue.id, { include: ["charges"] }))?.charges ?? [];
    expect(charges.map(({ event_id, amount }) => [event_id, amount])).toEqual([
      ["x", "0"],
      ["y", "10"],
    ]);
  });

  it("keep contracts from waiting for each other", async () => {
    const store = createMemoryStore();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = {
      ...store,
      async commit(changes: Parameters<typeof store.commit>[0]) {
        if (changes.some(({ contract, add_events }) => contract === "slow" && add_events)) await held;
        return store.commit(changes);
      },
    };
    const engine = createEngine({ store: slow, now });
    for (const id of ["slow", "fast"]) {
      await engine.putContract({ ...venue, id });
      await engine.publishPricing({ contract: id, version: 1, rules: [makerFee] });
    }
    const waiting = engine.submitUsage({ events: [volume("e", 1, { external_contract_id: "slow" })] });
    expect(
      (await engine.submitUsage({ events: [volume("e", 1, { external_contract_id: "fast" })] })).accepted,
    ).toBe(1);
    release();
    expect((await waiting).accepted).toBe(1);
  });
});

describe("cursors", () => {
  it("can name their contract where several share a number or an id", async () => {
    const engine = createEngine({ store: createMemoryStore(), now });
    for (const id of ["a", "b", "c"]) {
      await engine.putContract({ ...venue, id, start_date: "2026-03-01" });
      await engine.publishPricing({ contract: id, version: 1, rules: [makerFee] });
      await engine.submitUsage({ events: [volume("e", 1, { external_contract_id: id })] });
    }
    expect(await refusedWith(engine.listInvoices({ starting_after: "INV-2026-003" }))).toBe("cursor_unknown");
    expect(await refusedWith(engine.listInvoices({ starting_after: "INV-2026-001" }))).toBe(
      "invoice_ambiguous",
    );
    const invoices = await engine.listInvoices({ starting_after: "a/INV-2026-001" });
    expect(invoices.data.map(({ contract }) => contract)).toEqual(["b", "c"]);
    expect((await engine.listUsage({ starting_after: "a/e" })).data.map(({ contract }) => contract)).toEqual([
      "b",
      "c",
    ]);
  });

  it("hold while what they name ceases to match the filter", async () => {
    const { engine } = await openVenue();
    await engine.finalizeInvoice("INV-2026-002");
    const page = await engine.listInvoices({ status: "draft", starting_after: "INV-2026-002" });
    expect(page.data.map(({ number }) => number)).toEqual(["INV-2026-001"]);
  });
});

describe("anything at all", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const hostile: unknown[] = [
    null,
    undefined,
    5n,
    cyclic,
    proxy,
    Symbol("s"),
    () => 1,
    Number.NaN,
    [],
    "",
    "{",
  ];

  it("is answered by the parsers and the preview with issues", () => {
    for (const input of hostile) {
      const results = [parseContract, parsePricingProgram, parseUsageEvent, parseDecimal].map((parse) =>
        parse(input),
      );
      expect(results.map(({ ok }) => ok)).toEqual([false, false, false, false]);
      expect(parseJson(input as string).ok).toBe(false);
      expect(previewInvoice(input as never).ok).toBe(false);
      expect(previewInvoice({ contract: venue, programs: [], events: [], at: input as never }).ok).toBe(
        false,
      );
    }
  });

  it("is refused by the engine with a code", async () => {
    const { engine } = await openVenue();
    for (const input of hostile) {
      const calls = [
        () => engine.putContract(input),
        () => engine.publishPricing(input),
        () => engine.submitUsage(input),
        () => engine.listUsage({ limit: input ?? null } as never),
        () => engine.getContract(input as never),
        () => engine.getUsage(input as never),
        () => engine.getInvoice(input as never),
        () => engine.previewInvoice({ contract: input } as never),
      ];
      for (const call of calls) expect(await refusedWith(call())).toMatch(/^[a-z]+(_[a-z]+)+$/);
    }
    expect(await refusedWith(engine.previewInvoice(null as never))).toBe("field_type");
  });

  it("is no state to go on from, and no document to write", () => {
    const terms = expectOk(
      resolveTerms(expectOk(parseContract(venue)), [
        expectOk(parsePricingProgram({ contract: venue.id, version: 1, rules: [makerFee] })),
      ]),
    );
    const { state } = rateUsage(terms, []);
    const damaged = [null, { ...state, totals: [null] }, { ...state, events: {} }, { contract: venue.id }, 5];
    for (const one of damaged) {
      expect(() => createRater(terms, one as never)).toThrow(
        expect.objectContaining({ code: "state_invalid" }),
      );
      expect(() => mergeStates(terms, state, one as never)).toThrow(
        expect.objectContaining({ code: "state_invalid" }),
      );
    }
    expect(() => toWireJson(cyclic)).toThrow(expect.objectContaining({ code: "json_too_deep" }));
    expect(() => toWireJson({ a: 5n })).toThrow(expect.objectContaining({ code: "field_type" }));
    expect(toWireJson({ quantity: "1", properties: { quantity: "1" } })).toBe(
      '{"quantity":1,"properties":{"quantity":"1"}}',
    );
    const discounts = [{ id: "d", amount: "5" }];
    expect(toWireJson({ object: "pricing_program", discounts, taxes: [{ rate: "0.19" }] })).toBe(
      '{"object":"pricing_program","discounts":[{"id":"d","amount":"5"}],"taxes":[{"rate":0.19}]}',
    );
    expect(
      toWireJson({ object: "invoice", discount_total: "5", taxes: [{ rate: "0.190", amount: "1" }] }),
    ).toBe('{"object":"invoice","discount_total":5,"taxes":[{"rate":0.19,"amount":1}]}');
    // A tax may be called by a number.
    expect(toWireJson({ tax: "1.50", line_items: [{ taxes: [{ tax: "1.50", amount: "1.50" }] }] })).toBe(
      '{"tax":1.5,"line_items":[{"taxes":[{"tax":"1.50","amount":1.5}]}]}',
    );
    expect(toWireJson({ properties: { rules: { rate: "0.50" } }, group: { amount: "5" } })).toBe(
      '{"properties":{"rules":{"rate":"0.50"}},"group":{"amount":"5"}}',
    );
  });
});

describe("documents that were not parsed", () => {
  const contract = expectOk(parseContract(venue));
  const program = expectOk(parsePricingProgram({ contract: venue.id, version: 1, rules: [makerFee] }));

  it("are told apart by resolveTerms, which computes nothing from them", () => {
    const paths = (result: ReturnType<typeof resolveTerms>): string[] =>
      result.ok ? [] : result.issues.map(({ path }) => path);
    const raw = { contract: venue.id, version: 1, rules: [makerFee] } as never;
    expect(paths(resolveTerms(venue as never, [program]))).toContain("contract.timezone");
    expect(paths(resolveTerms(contract, [raw]))).toEqual(["programs[0].effective_date"]);
    expect(paths(resolveTerms(contract, [{ ...program, rules: [makerFee] } as never]))).toEqual([
      "programs[0].rules[0].rate",
    ]);
    expect(paths(resolveTerms(null as never, null as never))).toEqual(["contract"]);
    expect(paths(resolveTerms(contract, null as never))).toEqual(["programs"]);
  });

  it("may lack the prefix of invoice numbers", () => {
    expect("invoice_prefix" in contract).toBe(false);
    const terms = expectOk(resolveTerms({ ...contract, invoice_prefix: "V" }, [program]));
    const [march] = billingPeriods(contract, "2026-03-01", "2026-03-01");
    expect(draftInvoice(terms, [], march as never).number).toBe("V-2026-003");
    expect(draftInvoice(expectOk(resolveTerms(contract, [program])), [], march as never).number).toBe(
      "INV-2026-003",
    );
  });

  it("are rejected by rateUsage where rating would go wrong, and keep nothing from their neighbours", () => {
    const terms = expectOk(resolveTerms(contract, [program]));
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const bad = [
      volume("a", 1, { properties: cyclic }),
      volume("b", 1, { properties: { n: 5n } }),
      {
        ...volume("c", 1),
        get metric(): string {
          throw new Error("getter");
        },
      },
      volume("", 1),
      volume("evt 1", 1),
      volume("d", 1, { counterparty: 5 }),
      volume("e", 1, { counterparty_side: "both" }),
      null,
    ];
    const { outcomes, charges } = rateUsage(terms, [...bad, volume("good", 1000)] as never);
    expect(outcomes.map(({ code }) => code)).toEqual([
      "input_unreadable",
      "input_unreadable",
      "input_unreadable",
      "id_invalid",
      "id_invalid",
      "id_invalid",
      "value_invalid",
      "event_invalid",
      undefined,
    ]);
    expect(charges.map(({ event_id }) => event_id)).toEqual(["good"]);
  });
});

describe("a contract that is cancelled", () => {
  it("keeps the drafts of what was due before", async () => {
    const { engine } = await openVenue();
    await engine.putContract({ ...venue, status: "cancelled" });
    expect((await engine.listInvoices()).data.map(({ number }) => number)).toEqual([
      "INV-2026-003",
      "INV-2026-002",
      "INV-2026-001",
    ]);
  });
});

describe("zero_usage", () => {
  it("may say none on every usage rule, and first_tier only where there are tiers", () => {
    const codes = (zero_usage: string): string[] => {
      const result = parsePricingProgram({
        contract: venue.id,
        version: 1,
        rules: [{ ...makerFee, zero_usage }],
      });
      return result.ok ? [] : result.issues.map(({ code }) => code);
    };
    expect([codes("none"), codes("first_tier")]).toEqual([[], ["rule_field_conflict"]]);
  });
});

describe("a batch in text", () => {
  it("keeps nothing from the good events beside an inexact number", async () => {
    const { engine } = await openVenue();
    const text = JSON.stringify({ events: [volume("good", 1), volume("bad", 0.1 + 0.2)] });
    const { events } = await engine.submitUsage(text);
    expect(events.map(({ code }) => code)).toEqual([undefined, "number_not_exact"]);
  });
});

describe("parseJson", () => {
  it("takes numbers to the last digit, also where JavaScript would round them", () => {
    expect(expectOk(parseJson('{"quantity":10000000000000000.01,"b":[1.5,-2e3]}'))).toEqual({
      ...{ quantity: "10000000000000000.01", b: [1.5, -2000] },
    });
    const quantityOf = (literal: string) =>
      expectOk(parseUsageEvent(JSON.stringify(volume("e", 7)).replace(":7,", `:${literal},`))).quantity;
    expect(quantityOf("12345678901234567890.123456789012345678")).toBe(
      "12345678901234567890.123456789012345678",
    );
    expect(quantityOf("0.29999999999999998")).toBe("0.29999999999999998");
    // The mark of arithmetic in floats.
    expect(() => quantityOf("0.30000000000000004")).toThrow(/more than 15 significant digits/);
    expect(() => quantityOf("1e-400")).toThrow(/plain decimal notation/);
  });
});
