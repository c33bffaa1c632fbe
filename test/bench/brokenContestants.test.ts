// A benchmark of something that is wrong says nothing: whoever gets anything wrong is found out.
import { describe, expect, it } from "vitest";
import { type Contestant, compete, type Turn } from "../../bench/contest.ts";
import { createBigByHand } from "../../bench/contestants/bigByHand.ts";
import { createBigLanes } from "../../bench/contestants/bigLanes.ts";
import { createSetIds, type Ids } from "../../bench/contestants/ids.ts";
import type { Lanes } from "../../bench/contestants/lanes.ts";
import type { PathCharge, WholePath } from "../../bench/contestants/wholePath.ts";
import { failuresIn } from "../../bench/report.ts";
import * as duplicates from "../../bench/sections/duplicates.ts";
import * as objects from "../../bench/sections/objects.ts";
import * as ratingAlone from "../../bench/sections/ratingAlone.ts";
import { formatContest } from "../../bench/table.ts";
import { priceLists } from "../../bench/workload/priceLists.ts";
import { createWorkload } from "../../bench/workload/workload.ts";

describe("with running totals given", () => {
  const workload = ratingAlone.laneWorkload(priceLists, 12, "numbers", 600);
  const against = (change: (own: Lanes) => Partial<Lanes>): Contestant[] => {
    const create = (): Lanes => {
      const own = createBigLanes();
      return { ...own, ...change(own) };
    };
    const right = ratingAlone.laneEntries.filter(({ name }) => name === "ours");
    return ratingAlone.contestantsFor([...right, { name: "broken", standing: "exact", create }], workload);
  };

  it("one who does nothing wrong is not found out", async () => {
    expect(await found(against(() => ({})))).toEqual([]);
  });

  it.each<{ what: string; change: (own: Lanes) => Partial<Lanes>; part: string }>([
    {
      what: "leaves events out",
      change: (own) => ({ rate: (events) => own.rate(events.slice(10)) }),
      part: "charged",
    },
    { what: "rounds the sum", change: (own) => ({ charged: () => cents(own.charged()) }), part: "charged" },
    {
      what: "rounds what totals come to",
      change: (own) => ({ amounts: () => own.amounts().map(cents) }),
      part: "amounts",
    },
    {
      what: "mixes up two totals",
      change: (own) => ({ amounts: () => own.amounts().reverse() }),
      part: "amounts",
    },
  ])("one who $what is found out", async ({ change, part }) => {
    expect((await found(against(change))).join()).toContain(`ours and broken: ${part}`);
  });
});

describe("on the whole path", () => {
  const workload = createWorkload({ seed: 1, events: 800, contracts: 3, as: "texts" });
  const against = (change: (own: WholePath) => Partial<WholePath>): Contestant[] => {
    const right = objects.pathEntries.filter(({ name }) => name === "ours");
    const broken = {
      name: "broken",
      standing: "exact",
      create: () => {
        const own = createBigByHand(workload);
        return { ...own, ...change(own) };
      },
    } as const;
    return objects.contestantsFor([...right, broken], workload);
  };
  const changeCharges = (change: (charges: PathCharge[]) => PathCharge[]) => (own: WholePath) => ({
    rate: (events: Parameters<WholePath["rate"]>[0]) => {
      const read = own.rate(events);
      return () => change([...read()]);
    },
  });

  it("one who does nothing wrong is not found out", async () => {
    expect(await found(against(() => ({})))).toEqual([]);
  });

  it.each<{ what: string; change: (own: WholePath) => Partial<WholePath>; part: string }>([
    {
      what: "rounds every charge",
      change: changeCharges((all) => all.map((one) => ({ ...one, amount: cents(String(one.amount)) }))),
      part: "charges",
    },
    { what: "loses a charge", change: changeCharges((all) => all.slice(1)), part: "charges" },
    {
      what: "mixes up two charges",
      change: changeCharges(([a, b, ...rest]) => [b, a, ...rest].filter((one) => one !== undefined)),
      part: "charges",
    },
    {
      what: "takes no notice of what was sent twice",
      change: () => ({ tally: { accepted: 800, duplicates: 0, rejected: 0 } }),
      part: "tally",
    },
    {
      what: "drops a line",
      change: (own) => ({ lines: (contracts) => own.lines(contracts).slice(1) }),
      part: "lines",
    },
    {
      what: "does not round a line",
      change: (own) => ({
        lines: (contracts) => own.lines(contracts).map((line) => ({ ...line, amount: line.exact })),
      }),
      part: "total",
    },
  ])("one who $what is found out", async ({ change, part }) => {
    expect((await found(against(change))).join()).toContain(`ours and broken: ${part}`);
  });
});

describe("with ids", () => {
  const blocks = duplicates.createIdBlocks(500);
  const against = (create: () => Ids): Contestant[] =>
    duplicates.contestantsFor(
      [
        { name: "Set", create: createSetIds },
        { name: "broken", create },
      ],
      blocks,
    );

  it("one who does nothing wrong is not found out", async () => {
    expect(await found(against(createSetIds))).toEqual([]);
  });

  it("one who forgets is found out", async () => {
    expect((await found(against(() => ({ add: () => true })))).join()).toContain("Set and broken: ids");
  });
});

describe("anywhere", () => {
  const turn = (outcome: Turn["outcome"]): Turn => ({ figures: { ns: 1 }, outcome });

  it("one who is not the same twice is found out", async () => {
    let turns = 0;
    const fickle: Contestant = {
      name: "fickle",
      standing: "near",
      turn() {
        turns += 1;
        return turn({ total: String(turns) });
      },
    };
    expect(await found([fickle], 2)).toEqual(["test: contest: fickle, two turns: total: 1 and 2"]);
  });

  it("one who has nothing to compare is found out", async () => {
    const [a, b] = [{ total: "1" }, { sum: "1" }].map(
      (outcome, at): Contestant => ({ name: `${at}`, standing: "exact", turn: () => turn(outcome) }),
    );
    if (a === undefined || b === undefined) throw new Error("there are two");
    expect(await found([a, b])).toEqual([
      "test: contest: 0 and 1: nothing that both came to can be compared",
    ]);
  });

  it("it is told in the report", async () => {
    const contestants = ["1", "2"].map(
      (total): Contestant => ({ name: `says ${total}`, standing: "exact", turn: () => turn({ total }) }),
    );
    const report = formatContest(await compete("contest", contestants, 1), undefined);
    expect(report).toContain("DISAGREE: says 1 and says 2: total: 1 and 2");
  });
});

async function found(contestants: readonly Contestant[], rounds = 1): Promise<string[]> {
  const contest = await compete("contest", contestants, rounds);
  return failuresIn([{ section: "test", contests: [contest], remarks: [], hasFailed: false }]);
}

function cents(amount: string): string {
  return Number(amount).toFixed(2);
}
