// The same comparison as the long run's, for as many invoices as a test may take; a hundred thousand are compared where changes are
// checked, ten million by the command. L41 at size, in words: whatever the contract, its price
// lists and its usage, every verdict, charge, line and total is, to the last digit, what exact fractions say.
import { describe, expect, it } from "vitest";
import { type Answered, inColumns, inDocuments, type Way } from "./answered.ts";
import { createChance, seedAt } from "./chance.ts";
import { compareWorld } from "./compareWorld.ts";
import { type LongWorld, longWorld } from "./longWorld.ts";
import { runWorlds } from "./runWorlds.ts";
import { shrinkWorld } from "./shrinkWorld.ts";

const wanted = Number(process.env.ORACLE_INVOICES ?? "2000");
const seed = Number(process.env.ORACLE_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe("random invoices", () => {
  it("are what the oracle says, all of them", () => {
    const run = { seed, invoices: wanted, first: 0, step: 1 };
    const { tally, disagreements } = runWorlds(run);
    expect(disagreements, `repeat with ORACLE_SEED=${seed}, or with trust:oracle --seed ${seed}`).toEqual([]);
    expect(tally.invoices).toBeGreaterThanOrEqual(wanted);
    expect(tally.lines).toBeGreaterThanOrEqual(tally.invoices);
  }, 1_800_000);
});

describe("a world", () => {
  it("is the same for the same seed and place, and another for another", () => {
    const drawn = (place: number) => JSON.stringify(longWorld(createChance(seedAt(7, place))));
    expect(drawn(3)).toBe(drawn(3));
    expect(new Set(Array.from({ length: 40 }, (_, place) => drawn(place))).size).toBe(40);
  });

  it("comes to the same asked with documents and with columns", () => {
    for (let place = 0; place < 8; place += 1) {
      const drawn = longWorld(createChance(seedAt(11, place)));
      expect(compareWorld(drawn, inDocuments)).toEqual(compareWorld(drawn, inColumns));
    }
  });
});

/** A library that is wrong in one thing. */
const wrong: readonly (readonly [what: string, spoil: (answered: Answered) => Answered])[] = [
  ["a verdict", (all) => ({ ...all, verdicts: ["duplicate", ...all.verdicts.slice(1)] })],
  ["a verdict too many", (all) => ({ ...all, verdicts: [...all.verdicts, "accepted"] })],
  ["a charge less", (all) => ({ ...all, charges: all.charges.slice(1) })],
  ["the 18th digit of a charge", (all) => spoilCharge(all, (amount) => nudged(amount))],
  ["the rounding of a line", (all) => spoilLine(all, "amount")],
  ["the last digit of a line before it is rounded", (all) => spoilLine(all, "exact_amount")],
  ["the quantity of a line", (all) => spoilLine(all, "quantity")],
  ["a total", (all) => spoilDraft(all, (draft) => ({ ...draft, total: nudged(draft.total) }))],
  ["a line less", (all) => spoilDraft(all, (draft) => ({ ...draft, line_items: draft.line_items.slice(1) }))],
];

describe("a comparison", () => {
  it.each(wrong)("notices %s", (_, spoil) => {
    const drawn = sound();
    const way: Way = (world) => spoil(inDocuments(world));
    expect(compareWorld(drawn, way).difference).toMatch(/^(?:event|charge|invoice) \d+:/);
  });

  it("is shown on the smallest world that still shows it", () => {
    const way: Way = (world) => {
      const all = inDocuments(world);
      return world.events.length < 2 ? all : spoilCharge(all, (amount) => nudged(amount));
    };
    const fails = (world: LongWorld) => compareWorld(world, way).difference !== undefined;
    const smallest = shrinkWorld(sound(), fails);
    expect(fails(smallest)).toBe(true);
    expect([smallest.events.length, smallest.periods.length]).toEqual([2, 0]);
  });
});

/** A world with accepted usage and an invoice with lines in its first period. */
function sound(): LongWorld {
  for (let place = 0; ; place += 1) {
    const drawn = longWorld(createChance(seedAt(5, place)));
    const { verdicts, drafts } = inDocuments(drawn);
    if (verdicts[0] === "accepted" && verdicts[1] === "accepted" && (drafts[0]?.line_items.length ?? 0) > 0)
      return drawn;
  }
}

function nudged(amount: string): string {
  return amount === "0.000000000000000001" ? "0" : "0.000000000000000001";
}

function spoilCharge(all: Answered, change: (amount: string) => string): Answered {
  const [first, ...rest] = all.charges;
  return first === undefined
    ? all
    : { ...all, charges: [{ ...first, amount: change(first.amount) }, ...rest] };
}

function spoilDraft(
  all: Answered,
  change: (draft: Answered["drafts"][number]) => Answered["drafts"][number],
) {
  return { ...all, drafts: all.drafts.map((draft, place) => (place === 0 ? change(draft) : draft)) };
}

function spoilLine(all: Answered, field: "amount" | "exact_amount" | "quantity"): Answered {
  return spoilDraft(all, (draft) => {
    const [first, ...rest] = draft.line_items;
    if (first === undefined) return draft;
    return { ...draft, line_items: [{ ...first, [field]: nudged(first[field]) }, ...rest] };
  });
}
