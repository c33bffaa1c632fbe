// Price lists of any length, and the properties of events that use all of them.
import type { Random } from "../random.ts";
import { decimalText, type Metric } from "./workload.ts";

type RuleJson = Record<string, unknown>;
type Properties = Record<string, string>;

/** From 0 to 100 with up to six places. */
const storage: Metric = {
  name: "storage",
  mean: 50,
  draw(random) {
    const scale = Math.floor(random() * 7);
    return decimalText(Math.floor(random() * 100 * 10 ** scale), scale);
  },
};

const usage = { id: "storage", name: "Storage", type: "usage", metric: storage.name } as const;

/** Quantities with up to six places; `properties` makes those of an event. */
export function metric(properties?: (random: Random) => Properties): Metric {
  return properties === undefined ? storage : { ...storage, properties };
}

/** So many tiers of equal width, the last of them reached when the month is almost over. */
export function ladder(mode: "graduated" | "volume", tiers: number, eventsInMonth: number): RuleJson {
  const places = 3;
  const width = (0.95 * eventsInMonth * storage.mean * 10 ** places) / tiers;
  return {
    ...usage,
    model: "tiered",
    tiers_mode: mode,
    tiers: Array.from({ length: tiers }, (_, at) => ({
      up_to: at === tiers - 1 ? null : decimalText(Math.ceil((at + 1) * width), places),
      unit_amount: unitAmount(at),
    })),
  };
}

/** Every price another one. */
function unitAmount(at: number): string {
  return decimalText(1_000_000 - 7 * at, 7);
}

/** How so many cells are laid out: as many full combinations as there is room for, the rest partial. */
function layout(cells: number): { values: number; pairs: number; singles: number } {
  let values = 1;
  while ((values + 1) ** 3 < cells) values += 1;
  const rest = cells - values ** 3;
  const pairs = Math.min(values ** 2, Math.floor(rest / 2));
  return { values, pairs, singles: rest - pairs };
}

export function matrix(cells: number): RuleJson {
  const { values, pairs, singles } = layout(cells);
  const full = Array.from({ length: values ** 3 }, (_, at) => ({
    ...pair(at, values),
    model: `model-${Math.floor(at / values ** 2)}`,
  }));
  const partial = Array.from({ length: pairs }, (_, at) => pair(at, values));
  const regions = Array.from({ length: singles }, (_, at) => ({ region: `region-${at}` }));
  return {
    ...usage,
    model: "matrix",
    dimensions: ["region", "plan", "model"],
    cells: [...full, ...partial, ...regions].map((when, at) => ({ when, unit_amount: unitAmount(at) })),
    default: { unit_amount: "0.5" },
  };
}

function pair(at: number, values: number): { region: string; plan: string } {
  return { region: `region-${at % values}`, plan: `plan-${Math.floor(at / values) % values}` };
}

/** Most events fall in a full combination, some in a partial one, a few in none. */
export function matrixProperties(cells: number): (random: Random) => Properties {
  const { values, singles } = layout(cells);
  return (random) => {
    const one = (of: string, count: number): string => `${of}-${Math.floor(random() * count)}`;
    const kind = random();
    if (kind < 0.01) return { region: "elsewhere", plan: one("plan", values), model: one("model", values) };
    if (kind < 0.05) return { region: one("region", singles), plan: "none", model: "none" };
    const model = kind < 0.1 ? "none" : one("model", values);
    return { region: one("region", values), plan: one("plan", values), model };
  };
}

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const minutesPerDay = 1440;

/** Each day in so many windows; where `eachDay` is set, each weekday has windows of its own. */
export function windows(inDay: number, eachDay: boolean): RuleJson {
  const length = minutesPerDay / inDay;
  const ofDay = Array.from({ length: inDay }, (_, at) => ({
    from: clock(at * length),
    to: clock((at + 1) * length),
  }));
  const all = eachDay
    ? days.flatMap((day) => ofDay.map((window) => ({ ...window, weekdays: [day] })))
    : ofDay;
  return {
    ...usage,
    model: "time_of_day",
    windows: all.map((window, at) => ({ ...window, unit_amount: unitAmount(at) })),
    default: { unit_amount: "0.5" },
  };
}

function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** One price, of a quantity that `measuring` says. */
export function perUnit(measuring: RuleJson): RuleJson {
  return { ...usage, model: "per_unit", unit_amount: "0.0042", ...measuring };
}

/** An account out of so many, all names equally long. */
export function accountProperties(accounts: number): (random: Random) => Properties {
  return (random) => ({ account: `account-${String(Math.floor(random() * accounts)).padStart(9, "0")}` });
}
