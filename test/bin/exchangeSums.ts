// The invoices of the exchange fixture by plain whole numbers, without the library: each rule is written out here by hand,
// for this one contract. Amounts are counted in units of 0.00000001.

interface Usage {
  readonly event_id: string;
  readonly metric: string;
  readonly quantity: string | number;
  readonly timestamp: string;
  readonly counterparty?: string;
  readonly counterparty_side?: string;
}

/** What a line is called, and its amount in cents. */
export type Sum = readonly [description: string, cents: bigint];

const cent = 1_000_000n;
const hundred = 10_000_000_000n;

/** Local midnights in New York, in UTC. */
const bounds = ["2026-01-15T05:00Z", "2026-02-01T05:00Z", "2026-03-01T05:00Z", "2026-04-01T04:00Z"].map(
  (text) => Date.parse(text),
);
const secondVersion = Date.parse("2026-03-16T04:00Z");

/** For each of the three periods, its lines in the order of the price list. */
export function exchangeSums(ndjson: string): Sum[][] {
  const events = new Map<string, Usage>();
  for (const line of ndjson.trim().split("\n")) {
    const event = JSON.parse(line) as Usage;
    if (!events.has(event.event_id)) events.set(event.event_id, event);
  }
  return [0, 1, 2].map((place) => {
    const [start = 0, end = 0] = bounds.slice(place);
    const inside = [...events.values()].filter((event) => isBetween(event, start, end));
    return sumsOf(inside, place).map(([description, amount]) => [description, toCents(amount)]);
  });
}

function sumsOf(events: readonly Usage[], place: number): Sum[] {
  const of = (metric: string) => events.filter((event) => event.metric === metric);
  const early = (event: Usage) => Date.parse(event.timestamp) < secondVersion;
  const late = (event: Usage) => !early(event);
  const march = place === 2;
  const trades = of("trading_volume").filter(({ counterparty }) => counterparty !== "cp-liquidity");
  const takers = trades.filter(({ counterparty_side }) => counterparty_side === "taker");
  const makers = trades.filter(({ counterparty_side }) => counterparty_side === "maker");
  const withdrawals = of("withdrawal_amount");
  return [
    ["Platform Subscription", 50n * hundred],
    ...(place === 0 ? [["Onboarding", 25n * hundred] as const] : []),
    ["Taker Fees", (total(takers.filter(early)) * 6n) / 10_000n],
    ...(march ? [["Taker Fees", (total(takers.filter(late)) * 5n) / 10_000n] as const] : []),
    ["Maker Fees", (total(makers) * 18n) / 100_000n],
    ["Liquidity Provider Waiver", 0n],
    ["API Calls", apiCalls(total(of("api_calls")) / (100n * cent))],
    ["Withdrawals", withdrawalFees(withdrawals.filter(early), 50n)],
    ...(march ? [["Withdrawals", withdrawalFees(withdrawals.filter(late), 40n)] as const] : []),
    ["Storage", storage(total(of("storage_gb_days")))],
    ["Market Data", largest(250n * 100n * cent, (total(of("market_data_messages")) * 35n) / 100_000n)],
  ];
}

/** 50,000 included; 0.002 for 250,000, 0.0015 for the next 750,000, 0.001 from there; at most 1,500. */
function apiCalls(calls: bigint): bigint {
  const billed = largest(0n, calls - 50_000n);
  const first = smallest(billed, 250_000n);
  const second = smallest(billed - first, 750_000n);
  const tenThousandths = first * 20n + second * 15n + (billed - first - second) * 10n;
  return smallest((tenThousandths * cent) / 100n, 1_500n * 100n * cent);
}

/** 0.1 % and 0.25 for each, at least 1 and at most so much. */
function withdrawalFees(events: readonly Usage[], most: bigint): bigint {
  const fees = events.map((event) => {
    const fee = total([event]) / 1000n + 25n * cent;
    return smallest(largest(fee, 100n * cent), most * 100n * cent);
  });
  return fees.reduce((sum, fee) => sum + fee, 0n);
}

/** All at 0.01 up to 5,000, at 0.008 up to 20,000, at 0.005 and 25 above. */
function storage(gigabyteDays: bigint): bigint {
  const [first, second] = [5_000n * 100n * cent, 20_000n * 100n * cent];
  if (gigabyteDays <= first) return gigabyteDays / 100n;
  if (gigabyteDays <= second) return (gigabyteDays * 8n) / 1000n;
  return (gigabyteDays * 5n) / 1000n + 25n * 100n * cent;
}

function isBetween({ timestamp }: Usage, start: number, end: number): boolean {
  const at = Date.parse(timestamp);
  return at >= start && at < end;
}

function total(events: readonly Usage[]): bigint {
  return events.reduce((sum, { quantity }) => sum + unitsOf(String(quantity)), 0n);
}

/** A decimal of at most 8 places. */
function unitsOf(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(8, "0"));
}

/** Half a cent and more count as one. */
function toCents(amount: bigint): bigint {
  return (amount + cent / 2n) / cent;
}

function smallest(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function largest(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
