// One rule of each kind that counts in a way of its own, in two wordings, and what may be used of it.

const usage = { type: "usage" } as const;
const tiers = (unit: string, more: string) => [
  { up_to: "5", unit_amount: unit },
  { up_to: null, unit_amount: more, flat_amount: "2" },
];

interface SimRule {
  readonly wordings: readonly [object, object];
  readonly uses: readonly [Use, ...Use[]];
}

interface Use {
  readonly metric: string;
  readonly quantity: string;
  readonly properties?: { readonly region: string };
}

function rule(
  id: string,
  wordings: readonly [object, object],
  first: Use,
  ...others: readonly Use[]
): SimRule {
  const [one, other] = wordings;
  const named = { id, name: `Rule ${id}` };
  return {
    wordings: [
      { ...named, ...one },
      { ...named, ...other },
    ],
    uses: [first, ...others],
  };
}

const calls = { ...usage, metric: "calls", model: "tiered", tiers_mode: "graduated" };
const seats = { ...usage, metric: "seats", model: "tiered", tiers_mode: "volume" };
const share = { ...usage, metric: "volume", model: "percentage" };
const boxes = { ...usage, metric: "storage", model: "package" };
const traffic = { ...usage, metric: "traffic", model: "per_unit", group_by: ["region"] };
const flat = { type: "subscription", model: "flat", frequency: "monthly" };

export const rules = {
  graduated: rule(
    "calls",
    [
      { ...calls, tiers: tiers("1.1", "0.755") },
      { ...calls, tiers: tiers("2", "0.333") },
    ],
    { metric: "calls", quantity: "3" },
    { metric: "calls", quantity: "4.5" },
    { metric: "calls", quantity: "7" },
  ),
  volume: rule(
    "seats",
    [
      { ...seats, tiers: tiers("3", "1.25") },
      { ...seats, tiers: tiers("2.5", "1") },
    ],
    { metric: "seats", quantity: "2" },
    { metric: "seats", quantity: "4" },
  ),
  /** The free part goes to what comes first: its charges depend on the order of arrival. */
  perEvent: rule(
    "share",
    [
      { ...share, rate: "0.02", fixed_amount: "0.3", free_events: 1 },
      { ...share, rate: "0.033", free_amount: "60", per_event_maximum: "5" },
    ],
    { metric: "volume", quantity: "100" },
    { metric: "volume", quantity: "33.33" },
    { metric: "volume", quantity: "250" },
  ),
  packages: rule(
    "boxes",
    [
      { ...boxes, package_size: "10", package_amount: "4" },
      { ...boxes, package_size: "3", package_amount: "1.5", round: "down" },
    ],
    { metric: "storage", quantity: "7" },
    { metric: "storage", quantity: "12" },
    { metric: "storage", quantity: "1" },
  ),
  groups: rule(
    "traffic",
    [
      { ...traffic, unit_amount: "0.333" },
      { ...traffic, unit_amount: "1.255", group_ladder: "shared" },
    ],
    { metric: "traffic", quantity: "10", properties: { region: "eu" } },
    { metric: "traffic", quantity: "0.5", properties: { region: "us" } },
    { metric: "traffic", quantity: "3", properties: { region: "eu" } },
  ),
  /** What comes before in a month leaves less of the cap to what comes after. */
  capped: rule(
    "capped",
    [
      { ...share, rate: "0.1", monthly_cap: "12" },
      { ...share, rate: "0.2", monthly_cap: "25" },
    ],
    { metric: "volume", quantity: "100" },
    { metric: "volume", quantity: "150" },
    { metric: "volume", quantity: "75.5" },
  ),
  /** A fee that is due without usage; what is sent beside it is priced by no rule. */
  fee: rule(
    "fee",
    [
      { ...flat, amount: "31" },
      { ...flat, amount: "20", proration: "day" },
    ],
    { metric: "storage", quantity: "1" },
  ),
};
