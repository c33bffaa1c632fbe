// S7: text comes back as it went in, to the last character, whatever it looks like.
import type { BillingStore } from "../../store/billingStore.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

const decimals = [
  "99999999999999999999.999999999999999999",
  "-99999999999999999999.999999999999999999",
  "0.000000000000000001",
  "12345678901234567890",
  "9007199254740993",
  "1.005",
  "0.1",
  "1.50",
  "10000.00",
  "0",
];

// Written as escapes, so that no editor can make them equal: composed and decomposed, right to left, beyond 16 bits, spaces.
const texts = [
  "\u00e9",
  "e\u0301",
  "\u212b",
  "\u05e9\u05dc\u05d5\u05dd",
  "\ud83d\udc69\u200d\ud83d\ude80",
  "  spaces at both ends  ",
  "line\nbreak\ttab",
  'it\'s "quoted", 100 % \\ $1 ? :name',
  "\u0130I\u0131i",
  "\u00a0\u200b\ufeff",
  "",
  "null",
];

const opaqueNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "length",
  "0",
  "00",
  "-1",
  "1e3",
  "null",
  "undefined",
  "%",
  "_",
  "';--",
];

export const exactTextCases: readonly StoreCase[] = [
  storeCase("S7", "decimals come back digit for digit", async (store) => {
    const add_events = decimals.map((quantity, index) =>
      sample.record("a", `e${index}`, { event: sample.event("a", `e${index}`, { quantity }) }),
    );
    const add_charges = decimals.map((amount, index) =>
      sample.charge("a", `e${index}`, { amount, quantity: amount }),
    );
    const put_totals = decimals.map((quantity, index) =>
      sample.total(quantity, { rule_id: `rule-${index}` }),
    );
    const [total = ""] = decimals;
    const add_invoice = sample.invoice("a", "2026-01", { subtotal: total, tax: "0.00", total });
    await demandCommitted(store, sample.opening("a", { add_events, add_charges, put_totals, add_invoice }));
    const snapshot = await takeSnapshot(store, "a");
    demandEqual(
      snapshot.events.map((record) => record.event.quantity),
      decimals,
      "quantities of events",
    );
    demandEqual(snapshot.charges, add_charges, "charges");
    demandEqual(snapshot.totals, put_totals, "totals");
    demandEqual(snapshot.account.invoices, [add_invoice], "invoices");
  }),

  storeCase("S7", "free text comes back character for character", async (store) => {
    for (const [index, text] of texts.entries()) {
      const put_contract = sample.contract(`a${index}`, { customer_name: text, metrics: [text] });
      const event = sample.event(`a${index}`, "e1", {
        metric: text,
        properties: { text, [text]: [text, { [text]: text }] },
      });
      const add_events = [sample.record(`a${index}`, "e1", { event })];
      await demandCommitted(store, sample.opening(`a${index}`, { put_contract, add_events }));
      const { account, events } = await takeSnapshot(store, `a${index}`);
      demandEqual(
        [account.contract, events[0]?.event],
        [put_contract, event],
        `contract and event of ${JSON.stringify(text)}`,
      );
    }
  }),

  storeCase("S7", "a metric is matched character for character", async (store) => {
    const metrics = [...texts, "a", "A", "a ", "%", "_", "a%"];
    const add_events = metrics.map((metric, index) =>
      sample.record("c", `e${index}`, { event: sample.event("c", `e${index}`, { metric }) }),
    );
    await demandCommitted(store, sample.opening("c", { add_events }));
    for (const metric of metrics) {
      const listed = await store.listUsage({ metric, limit: 100 });
      demandEqual(
        listed.map((record) => record.event.metric),
        [metric],
        `the metrics listed for ${JSON.stringify(metric)}`,
      );
    }
  }),

  storeCase("S7", "times come back as they were written", async (store) => {
    const times = ["2026-03-15T12:00:00Z", "2026-03-15T12:00:00.100Z", "2026-03-15T12:00:00.123456789Z"];
    const local = ["2026-03-15T14:30:00+02:30", "2026-03-31T23:59:59.999-05:00", "2026-03-15T12:00:00+00:00"];
    const add_events = [...times, ...local].map((timestamp, index) => {
      const event = sample.event("a", `e${index}`, { timestamp });
      // An event's own time keeps its offset; the engine writes its times in UTC.
      return sample.record("a", `e${index}`, { event, ingested_at: times[index % times.length] ?? "" });
    });
    await demandCommitted(store, sample.opening("a", { add_events, created_at: "2026-01-01T00:00:00Z" }));
    const { account, events } = await takeSnapshot(store, "a");
    const expected = add_events.map((record, index) => ({ ...record, sequence: index + 1 }));
    demandEqual(events, expected, "the events with their times");
    demandEqual(account.created_at, "2026-01-01T00:00:00Z", "created_at");
  }),

  storeCase(
    "S7",
    "names that mean something to a language or a query are ids like any other",
    async (store) => {
      for (const name of opaqueNames) {
        demandEqual(
          [await store.read(name), await store.findEvent(name)],
          [null, []],
          `what is there under ${name} at first`,
        );
        await fillUnder(store, name);
      }
      for (const name of opaqueNames) {
        const { account, events, charges, totals } = await takeSnapshot(store, name, {
          event_ids: [name],
          include: ["charges", "totals"],
        });
        const ids = [account.contract.id, events[0]?.event.event_id, charges[0]?.rule_id, totals[0]?.rule_id];
        demandEqual(ids, [name, name, name, name], `contract, event and rules under ${name}`);
        demandEqual(events[0]?.event.properties, propertiesOf(name), `properties under ${name}`);
        demandEqual((await store.findEvent(name)).length, 1, `records of the event ${name}`);
        demandEqual(
          (await store.listUsage({ contract: name, metric: name, limit: 9 })).length,
          1,
          `usage under ${name}`,
        );
      }
      demandEqual((await store.listAccounts()).length, opaqueNames.length, "contracts");
      demandEqual(Object.keys(Object.prototype), [], "what was added to every object");
    },
  ),

  storeCase("S7", "ids that differ in case or in one last character are different ids", async (store) => {
    const long = "x".repeat(254);
    const ids = ["Abc", "abc", "ABC", "abc.", `${long}1`, `${long}2`, long];
    for (const id of ids)
      await demandCommitted(
        store,
        sample.opening(id, { add_events: ids.map((each) => sample.record(id, each)) }),
      );
    for (const id of ids) {
      const { account, events } = await takeSnapshot(store, id, { event_ids: [id] });
      demandEqual(
        [account.contract.id, events.map((record) => record.event.event_id)],
        [id, [id]],
        `contract and event ${id}`,
      );
    }
    demandEqual((await store.listAccounts()).length, ids.length, "contracts");
  }),
];

/** A contract, event, metric, rule and property that all have this name. */
async function fillUnder(store: BillingStore, name: string): Promise<void> {
  const event = sample.event(name, name, { metric: name, properties: propertiesOf(name) });
  const change = sample.opening(name, {
    add_events: [sample.record(name, name, { event })],
    add_charges: [sample.charge(name, name, { rule_id: name })],
    put_totals: [sample.total("1", { rule_id: name })],
  });
  await demandCommitted(store, change);
}

function propertiesOf(name: string): Readonly<Record<string, string>> {
  // A computed key is always an own property, `__proto__` included.
  return { [name]: name };
}
