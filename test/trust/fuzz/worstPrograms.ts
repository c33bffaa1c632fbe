// The worst price lists: as many tiers, rules, cells, filters and windows as a megabyte holds, right ones and wrong ones.
import {
  expectOk,
  lintProgram,
  parseContract,
  parsePricingProgram,
  resolveTerms,
} from "../../../src/index.ts";
import { calls, contract, fill, json, programOf, read, type WorstInput } from "./worstInput.ts";

const programs: readonly WorstInput[] = [
  read("100,000 empty rules", parsePricingProgram, () =>
    json({ contract: "acme", version: 1, rules: fill(() => ({})) }),
  ),
  read("1,000 rules, all wrong", parsePricingProgram, () =>
    json(programOf(fill(() => ({ type: "usage", model: "tiered", tiers: new Array(80).fill({}) }), 1000))),
  ),
  read("100,000 tiers", parsePricingProgram, () =>
    json(
      programOf([{ ...calls, model: "tiered", tiers_mode: "volume", tiers: fill(() => ({ up_to: "1" })) }]),
    ),
  ),
  read("as many right tiers as fit", parsePricingProgram, () => json(programOf(fill(() => tiered(1000))))),
  read("100,000 values of filters", parsePricingProgram, () =>
    json(programOf([{ ...calls, filters: filtersOf(100) }])),
  ),
  read("100,000 cells", parsePricingProgram, () =>
    json(programOf([matrix(fill((at) => cell({ a: `${at}` })))])),
  ),
  read("10,000 right cells", parsePricingProgram, () =>
    json(programOf([matrix(fill((at) => cell({ a: `${at}`, b: "x" }), 10_000))])),
  ),
  read("cells that overlap in every way", parsePricingProgram, () =>
    json(programOf([matrix(fill((at) => overlapping(at), 10_000))])),
  ),
  read("100,000 names of what is prorated", parsePricingProgram, () =>
    json(programOf([{ ...calls, proration: "day", prorated: fill(() => "tiers") }])),
  ),
  read("1,000 windows with many days", parsePricingProgram, () =>
    json(programOf([{ ...calls, model: "time_of_day", default: "free", windows: fill(windowAt, 1000) }])),
  ),
];

const terms: readonly WorstInput[] = [
  resolved("rules that exclude each other by their last filter", () => fill(exclusiveRule, 1000)),
  resolved("1,000 rules in one scope", () =>
    fill((at) => ({ ...calls, counterparty: "c", filters: [{ property: "p", in: [`v${at}`] }] }), 1000),
  ),
  resolved("10,000 cells, checked for what is not meant", () => [
    matrix(fill((at) => cell({ a: `${at}`, b: "x" }), 10_000)),
  ]),
  resolved("as many tiers as fit, checked for what is not meant", () => fill(() => tiered(1000))),
  resolved("1,000 rules for a metric that there is not", () =>
    fill(() => ({ ...calls, metric: "nothing" }), 1000),
  ),
];

export const worstPrograms: readonly WorstInput[] = [...programs, ...terms];

/** Terms of a program, and what is likely not meant in it. */
function resolved(name: string, rules: () => object[]): WorstInput {
  return {
    name,
    make() {
      const agreement = expectOk(parseContract(contract));
      const text = json(programOf(rules()));
      return () => {
        const program = expectOk(parsePricingProgram(text));
        const found = resolveTerms(agreement, [program]);
        return lintProgram(agreement, program).length + (found.ok ? 1 : found.issues.length);
      };
    },
  };
}

function tiered(count: number): object {
  const tiers = Array.from({ length: count }, (_, at) => ({
    up_to: at + 1 < count ? `${at + 1}` : null,
    unit_amount: `${count - at}`,
  }));
  return { ...calls, model: "tiered", unit_amount: undefined, tiers_mode: "volume", tiers };
}

function filtersOf(count: number): object[] {
  return Array.from({ length: count }, (_, at) => ({
    property: `p${at}`,
    in: Array.from({ length: 1000 }, (__, value) => `v${value}`),
  }));
}

function matrix(cells: readonly object[]): object {
  return {
    type: "usage",
    metric: "calls",
    model: "matrix",
    dimensions: [..."abcdefgh"],
    cells,
    default: "free",
  };
}

function cell(when: object): object {
  return { when, unit_amount: "1" };
}

/** Half of the dimensions each time, another half for each. */
function overlapping(at: number): object {
  const names = [..."abcdefgh"].filter((_, bit) => ((at >> bit) & 1) === 1);
  return cell(Object.fromEntries((names.length === 0 ? ["a"] : names).map((name) => [name, `${at >> 8}`])));
}

function windowAt(at: number): object {
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return { from: clock(at), to: clock(at + 1), weekdays: new Array(100).fill("mon"), unit_amount: "1" };
}

function exclusiveRule(at: number): object {
  const same = Array.from({ length: 99 }, () => ({ property: "p", in: ["v"] }));
  return { ...calls, counterparty: "c", filters: [...same, { property: "q", in: [`${at}`] }] };
}
