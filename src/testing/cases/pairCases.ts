// S2 to S6, S10 and S11 where two stores have the same data: what one of them remembers, the other may have changed.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";
import { demand, demandEqual } from "../demand.ts";
import { commitInRace, commitUntilSettled, demandCommitted, demandRefused } from "../demandCommit.ts";
import { fullChange, furtherChange } from "../fullChange.ts";
import { sample } from "../sample.ts";
import type { CreateStorePair, StoreCase } from "../storeCase.ts";
import { pairCase } from "../storeCase.ts";
import { storeState, takeSnapshot } from "../storeState.ts";

const march = "2026-03-01";

export const pairCases: readonly StoreCase<CreateStorePair>[] = [
  pairCase("S10", "two stores over the same data say the same of what it survives", async (here, there) => {
    demandEqual(there.durability, here.durability, "the durability of the second store");
  }),

  pairCase("S6", "what one store commits the other reads at once, by every method", async (here, there) => {
    // Both look first, so that what they remember is nothing.
    await demandSame(here, there);
    await demandCommitted(here, fullChange());
    await demandSame(here, there);
    await demandCommitted(there, furtherChange());
    await demandSame(here, there);
    for (let revision = 2; revision <= 9; revision += 1) {
      const [writer, reader] = revision % 3 === 0 ? [here, there] : [there, here];
      demandEqual(await reader.findEvent(`n${revision}`), [], "records of an event that is still to come");
      await demandCommitted(writer, usage(revision));
      const found = await reader.findEvent(`n${revision}`);
      demandEqual(found.length, 1, "records that the other store finds of a new event");
      await demandSame(here, there);
    }
  }),

  pairCase("S4", "a revision that the other store has used is refused", async (here, there) => {
    await demandCommitted(here, sample.opening("a"));
    await Promise.all([takeSnapshot(here, "a"), takeSnapshot(there, "a")]);
    const refused = { contract: "a", reason: "revision" } as const;
    await demandRefused(there, [sample.opening("a")], refused);
    for (let revision = 1; revision <= 6; revision += 1) {
      const [first, second] = revision % 2 === 0 ? [here, there] : [there, here];
      await demandCommitted(first, usage(revision));
      await demandRefused(second, [{ contract: "a", revision }], refused);
    }
  }),

  pairCase(
    "S4",
    "of many commits at one revision over both stores exactly one is done",
    async (here, there) => {
      await demandCommitted(here, sample.opening("a"));
      for (let revision = 1; revision <= 4; revision += 1) {
        const results = await Promise.all(
          Array.from({ length: 12 }, (_, writer) => {
            const put_totals = [sample.total(`${revision}.${writer}`)];
            return commitInRace(writer % 2 === 0 ? here : there, [{ contract: "a", revision, put_totals }]);
          }),
        );
        const winners = results.flatMap((result, writer) => (result?.ok === true ? [writer] : []));
        const { account, totals } = await takeSnapshot(revision % 2 === 0 ? here : there, "a");
        const left = [winners.length, account.revision, totals.map(({ quantity }) => quantity)];
        const expected = [1, revision + 1, [`${revision}.${winners[0]}`]];
        demandEqual(left, expected, "commits that were done, the revision, and the total that is left");
      }
    },
  ),

  pairCase("S4", "no addition of writers at both stores is lost", async (here, there) => {
    await demandCommitted(here, sample.opening("a", { put_totals: [sample.total("0")] }));
    const addOne = async (store: BillingStore): Promise<void> => {
      const result = await commitUntilSettled(store, "a", ({ account, totals }) => {
        const quantity = BigInt(totals[0]?.quantity ?? "0") + 1n;
        return { contract: "a", revision: account.revision, put_totals: [sample.total(`${quantity}`)] };
      });
      demand(result.ok, "an addition was refused for another reason than its revision");
    };
    const writers = [here, there, here, there, here, there];
    await Promise.all(
      writers.map(async (store) => {
        for (let addition = 0; addition < 4; addition += 1) await addOne(store);
      }),
    );
    const { totals } = await takeSnapshot(here, "a");
    demandEqual(totals[0]?.quantity, "24", "the total after 24 additions of one");
  }),

  pairCase(
    "S2",
    "an event that the other store has added is refused, with its record",
    async (here, there) => {
      await demandCommitted(here, sample.opening("a", { add_events: [sample.record("a", "e0")] }));
      await demandCommitted(there, usage(1));
      for (const [store, id] of [
        [here, "n1"],
        [there, "e0"],
        [there, "n1"],
      ] as const) {
        const again = { contract: "a", revision: 2, add_events: [sample.record("a", id)] };
        const { existing } = await demandRefused(store, [again], { contract: "a", reason: "event_exists" });
        demandEqual(existing, await here.findEvent(id), "`existing`, as the stores find it");
      }
    },
  ),

  pairCase(
    "S6",
    "numbers, ids and versions that the other store has given are taken",
    async (here, there) => {
      await demandCommitted(here, sample.opening("a"), sample.opening("b"));
      const add_program = sample.program("a", 3);
      const add_invoice = sample.invoice("a", "2026-03", { type: "progressive" });
      const add_grant = sample.grant("a", "g1");
      await demandCommitted(there, { contract: "a", revision: 1, add_program, add_invoice, add_grant });
      const next = { contract: "a", revision: 2 };
      await demandRefused(here, [{ ...next, add_program }], { contract: "a", reason: "version_exists" });
      await demandRefused(here, [{ ...next, add_invoice }], { contract: "a", reason: "invoice_exists" });
      await demandRefused(here, [{ ...next, add_grant }], { contract: "a", reason: "grant_exists" });
    },
  ),

  pairCase("S5", "a period that the other store has closed is closed", async (here, there) => {
    await demandCommitted(here, sample.opening("a", sample.usage("a", "e1")));
    await demandCommitted(there, usage(1));
    await demandCommitted(here, { contract: "a", revision: 2, add_invoice: sample.invoice("a", "2026-03") });
    const refused = { contract: "a", reason: "period_closed" } as const;
    for (const store of [there, here]) await demandRefused(store, [usage(3)], refused);
    const put_corrected_periods = [march];
    await demandCommitted(there, { ...usage(3), put_corrected_periods });
    for (const store of [there, here]) await demandRefused(store, [usage(4)], refused);
    const { corrected_periods } = (await takeSnapshot(here, "a")).account;
    demandEqual(corrected_periods, put_corrected_periods, "the corrected periods");
  }),

  pairCase("S11", "the numbers of events go on over both stores without gaps", async (here, there) => {
    await demandCommitted(here, sample.opening("a"));
    for (let revision = 1; revision <= 8; revision += 1)
      await demandCommitted(revision % 3 === 0 ? here : there, usage(revision));
    await Promise.all(
      Array.from({ length: 8 }, (_, writer) =>
        commitUntilSettled(writer % 2 === 0 ? here : there, "a", ({ account }) => {
          const add_events = [sample.record("a", `r${writer}`)];
          return { contract: "a", revision: account.revision, add_events };
        }),
      ),
    );
    const { events } = await takeSnapshot(there, "a");
    const expected = Array.from({ length: 16 }, (_, index) => index + 1);
    demandEqual(
      events.map(({ sequence }) => sequence),
      expected,
      "the sequences",
    );
  }),

  pairCase("S6", "a page goes on after an event that the other store has added", async (here, there) => {
    await demandCommitted(here, sample.opening("a"), sample.opening("b"));
    await there.listUsage({ limit: 5 });
    const add_events = ["e1", "e2", "e3"].map((id) => sample.record("a", id));
    await demandCommitted(here, { contract: "a", revision: 1, add_events });
    const after = { contract: "a", event_id: "e3" };
    const ids = (await there.listUsage({ after, limit: 5 })).map(({ event }) => event.event_id);
    demandEqual(ids, ["e2", "e1"], "what is listed after it");
  }),

  pairCase("S6", "one store shows one moment while the other commits", async (here, there) => {
    await demandCommitted(here, sample.opening("a"));
    let writing = true;
    const write = async (): Promise<void> => {
      for (let revision = 1; revision <= 30; revision += 1) await demandCommitted(here, usage(revision));
    };
    const watch = async (): Promise<void> => {
      for (let last = 0, times = 0; writing && times < 200; times += 1) {
        const { account, events, charges } = await takeSnapshot(there, "a");
        const seen = account.revision - 1;
        demand(seen >= last, `a read shows revision ${seen + 1}, an earlier one showed ${last + 1}`);
        demandEqual(
          [events.length, charges.length],
          [seen, seen],
          `events and charges after ${seen} commits`,
        );
        last = seen;
      }
    };
    const written = write().finally(() => {
      writing = false;
    });
    await Promise.all([written, watch(), watch()]);
  }),
];

/** An event of March with a new id, and its charge. */
function usage(revision: number): AccountChange {
  return { contract: "a", revision, ...sample.usage("a", `n${revision}`) };
}

async function demandSame(here: BillingStore, there: BillingStore): Promise<void> {
  const [expected, actual] = [await storeState(here, ["a"]), await storeState(there, ["a"])];
  demandEqual(actual, expected, "what the second store shows, as the first");
}
