// S6 and S7 for what rules with groups, cells and aggregations of their own leave behind.
import type { LadderTotal } from "../../model/charge.ts";
import type { JsonValue } from "../../model/usageEvent.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import { type StoreCase, storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

const europe = '[{"region":"eu"},null]';
const unknown = '[{"region":null},{"tier":"gold"}]';

export const partCases: readonly StoreCase[] = [
  storeCase("S6", "totals of one ladder's parts are kept apart, and replaced part by part", async (store) => {
    const [whole, eu, other] = [
      sample.total("1"),
      sample.total("2", { part: europe }),
      sample.total("3", { part: unknown }),
    ];
    await demandCommitted(store, sample.opening("a", { put_totals: [whole, eu, other] }));
    demandEqual((await takeSnapshot(store, "a")).totals, [whole, eu, other], "the totals");
    const changed = sample.total("2.5", { part: europe });
    await demandCommitted(store, { contract: "a", revision: 1, put_totals: [changed] });
    demandEqual(
      (await takeSnapshot(store, "a")).totals,
      [whole, changed, other],
      "the totals after one has changed",
    );
  }),

  storeCase("S7", "parts that only a collation would take for the same are different", async (store) => {
    const names = ["eu", "EU", "eu ", "e\u00fc", "eu\u0308", "", `x${"y".repeat(250)}`];
    const put_totals = names.map((name, at) =>
      sample.total(`${at}`, { part: JSON.stringify([{ g: name }, null]) }),
    );
    await demandCommitted(store, sample.opening("a", { put_totals }));
    const { totals } = await takeSnapshot(store, "a");
    const sorted = (list: readonly LadderTotal[]): LadderTotal[] =>
      [...list].sort((a, b) => ((a.part ?? "") < (b.part ?? "") ? -1 : 1));
    demandEqual(sorted(totals), sorted(put_totals), "the totals");
  }),

  storeCase("S6", "rating again drops every part of its periods, and none of another", async (store) => {
    const [march, april] = ["2026-03-01", "2026-04-01"];
    const put_totals = [march, april].flatMap((period_start) => [
      sample.total("1", { period_start, part: europe }),
      sample.total("2", { period_start, part: unknown }),
    ]);
    await demandCommitted(store, sample.opening("a", { put_totals }));
    await demandCommitted(store, { contract: "a", revision: 1, replace_periods: ["2026-03-01"] });
    demandEqual((await takeSnapshot(store, "a")).totals, put_totals.slice(2), "the totals that are left");
  }),

  storeCase("S7", "groups, cells and measures come back as they went in", async (store) => {
    const measure: JsonValue = {
      values: [
        ["__proto__", 2],
        ["é", 1],
        ["Z", 1],
      ],
      level: "0.10",
      since: 1772323200000,
    };
    const add_charges = [
      sample.charge("a", "e1", { group: { region: "EU ", tier: null }, cell: "default", measure }),
      sample.charge("a", "e2", { group: JSON.parse('{"__proto__":"x"}'), cell: { when: "1.0" } }),
      sample.charge("a", "e3", {
        cell: { from: "22:00", to: "06:00", weekdays: ["fri", "sat"] },
        measure: { value: null },
      }),
    ];
    const add_events = ["e1", "e2", "e3"].map((id) => sample.record("a", id));
    const put_totals = [sample.total("4", { part: europe, measure })];
    await demandCommitted(store, sample.opening("a", { add_events, add_charges, put_totals }));
    const { charges, totals } = await takeSnapshot(store, "a");
    demandEqual([charges, totals], [add_charges, put_totals], "charges and totals");
  }),
];
