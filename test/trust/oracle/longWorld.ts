// A contract with many billing periods, most of them with usage: one world that gives many invoices.
import type fc from "fast-check";
import type { Cadence } from "../../../src/model/contract.ts";
import type { Period } from "../../../src/model/period.ts";
import type { Rule } from "../../../src/model/pricingProgram.ts";
import type { Frame } from "../../arbitraries/base.ts";
import { type PlacedContract, periodsFrom, placedContract } from "../../arbitraries/contracts.ts";
import { plainRule } from "../../arbitraries/plainWorlds.ts";
import { anyRule, buildPrograms, type ProgramPick, programPick } from "../../arbitraries/programs.ts";
import { carryingRule, crowdedRule, proratedRule, sharingRule, usageRule } from "../../arbitraries/rules.ts";
import type { World } from "../../oracle/rate.ts";
import type { Chance } from "./chance.ts";
import { usageIn } from "./usageIn.ts";

/** A world, and the periods whose invoices are compared. */
export interface LongWorld extends World {
  readonly periods: readonly Period[];
}

/** Wide ones have several rules that change from version to version; narrow ones, of which there are more, mostly one. */
type Width = "narrow" | "wide";
type RuleKind = fc.Arbitrary<Frame<Rule>>;

const picksOf = (...rules: readonly [RuleKind, ...RuleKind[]]) =>
  rules.map((rule) => programPick(rule)) as [fc.Arbitrary<ProgramPick>, ...fc.Arbitrary<ProgramPick>[]];

const picks = {
  narrow: picksOf(crowdedRule, crowdedRule, usageRule, plainRule, proratedRule, sharingRule, carryingRule),
  wide: picksOf(anyRule(), anyRule(), plainRule, proratedRule, sharingRule, carryingRule),
};

/** How many periods of each length: the oracle asks every day of a period, so long ones are dear. */
const lengths: Readonly<Record<Width, readonly [Span, ...Span[]]>> = {
  narrow: [
    ["daily", 60],
    ["weekly", 60],
    ["weekly", 60],
    ["monthly", 40],
    ["monthly", 40],
  ],
  wide: [
    ["daily", 40],
    ["weekly", 40],
    ["monthly", 24],
    ["quarterly", 8],
    ["semiannual", 4],
    ["annual", 3],
  ],
};

type Span = readonly [cadence: Cadence, periods: number];

export function longWorld(chance: Chance): LongWorld {
  const width = chance.once(12) ? "wide" : "narrow";
  const [cadence, count] = chance.oneOf(lengths[width]);
  const placed = placedFor(chance.draw(placedContract), cadence, chance);
  const programs = buildPrograms(cut(chance.draw(chance.oneOf(picks[width])), width, chance), placed);
  const periods = periodsFrom(placed, count);
  return {
    contract: placed.contract,
    programs,
    events: usageIn(placed.contract, programs, periods, chance),
    periods,
  };
}

/** The contract with that cadence, mostly without an end; half of them in UTC, as other days are dear to find. */
function placedFor(
  { contract, focus }: PlacedContract,
  billing_cadence: Cadence,
  chance: Chance,
): PlacedContract {
  const end_date = chance.once(4) ? contract.end_date : null;
  const timezone = chance.once(2) ? "UTC" : contract.timezone;
  return { contract: { ...contract, billing_cadence, end_date, timezone }, focus };
}

function cut(pick: ProgramPick, width: Width, chance: Chance): ProgramPick {
  if (width === "wide") return pick;
  const versions = chance.once(4) ? pick.versions : pick.versions.slice(0, 1);
  // A rule that ends would leave most of the periods without an invoice to speak of.
  const phases = chance.once(8)
    ? pick.phases
    : pick.phases.map(() => ({ from: undefined, length: undefined }));
  return { slots: pick.slots.slice(0, chance.once(6) ? 2 : 1), phases, versions };
}
