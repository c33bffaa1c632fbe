import { cadences } from "../calendar/cadence.ts";
import { isTimezone } from "../calendar/zone.ts";
import { currencyDigits } from "../decimal/currencyDigits.ts";
import type {
  Cadence,
  Contract,
  ContractStatus,
  DrawdownComparator,
  RoundingMode,
} from "../model/contract.ts";
import type { Result } from "../model/result.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import { type OpenDocument, openDocument, shapeOf } from "./openDocument.ts";
import { parseDocument } from "./parseDocument.ts";
import { readArray, readChoice, readDate, readId, readInteger, readText } from "./readField.ts";

const shape = shapeOf(
  ["id", "customer_name", "status", "currency", "billing_cadence", "metrics"],
  [
    "object",
    "start_date",
    "end_date",
    "currency_digits",
    "timezone",
    "billing_anchor_date",
    "rounding",
    "net_days",
    "invoice_prefix",
    "grace_days",
    "corrections",
    "negative_invoice",
    "drawdown_order",
  ],
);
const statuses: readonly ContractStatus[] = ["draft", "active", "completed", "cancelled", "terminated"];
const roundingModes: readonly RoundingMode[] = ["half_up", "half_even", "up", "down", "ceiling", "floor"];
const comparators: readonly DrawdownComparator[] = ["priority", "expiry", "category", "effective", "scope"];
const correctionPolicies = ["accept", "refuse"] as const;
const negativePolicies = ["carry_forward", "credit_note"] as const;
const mostMetrics = 1000;

/**
 * Reads a contract: the checked document with every default filled in, or all that is wrong with it.
 *
 * Defaults: `start_date` and `end_date` null (open), `timezone` UTC, `rounding` half_up, `net_days` 14,
 * and `billing_anchor_date` the first of the start month (calendar billing; without a
 * start date 1970-01-01, for weekly billing Monday 1970-01-05). `grace_days`, `corrections`, `negative_invoice` and
 * `drawdown_order` stay out where they are left out. `end_date` is exclusive. Keys that are not
 * known are refused, so that a misspelt one is noticed.
 *
 * @param input - any value, or JSON text of an object
 * @returns the contract, or every issue
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme-corp-2026", customer_name: "Acme Corp", status: "active", currency: "USD",
 *   billing_cadence: "monthly", metrics: ["revenue_amount_invoiced"], start_date: "2026-01-15",
 * }));
 * contract.billing_anchor_date; // => "2026-01-01"
 * parseContract({ id: "acme" }).ok; // => false
 */
export function parseContract(input: unknown): Result<Contract> {
  return parseDocument(input, readContract);
}

export function readContract(input: unknown, findings: Findings): Contract | undefined {
  const document = openDocument(input, shape, findings);
  if (document === undefined) return undefined;
  const { read } = document;
  const dates = { start_date: read("start_date", readOpenDate), end_date: read("end_date", readOpenDate) };
  checkTerm(dates, findings);
  checkDigits(document, findings);
  const cadence = read("billing_cadence", (value, at) => readChoice(value, cadences, at, "cadence_invalid"));
  const digits = read("currency_digits", (value, at) => readInteger(value, { from: 0, to: 18 }, at));
  const prefix = read("invoice_prefix", readPrefix);
  read("object", (value, at) => readChoice(value, ["contract"], at));
  const contract = {
    object: "contract",
    id: read("id", readId),
    customer_name: read("customer_name", (value, at) => readText(value, at, "text_invalid")),
    status: read("status", (value, at) => readChoice(value, statuses, at, "status_invalid")),
    start_date: dates.start_date ?? null,
    end_date: dates.end_date ?? null,
    currency: read("currency", (value, at) => readCurrency(value, digits !== undefined, at)),
    ...(digits === undefined ? {} : { currency_digits: digits }),
    billing_cadence: cadence,
    metrics: read("metrics", readMetrics),
    timezone: read("timezone", readTimezone) ?? "UTC",
    billing_anchor_date: read("billing_anchor_date", readDate) ?? defaultAnchor(dates.start_date, cadence),
    rounding: read("rounding", (value, at) => readChoice(value, roundingModes, at)) ?? "half_up",
    net_days: read("net_days", (value, at) => readInteger(value, { from: 0, to: 3650 }, at)) ?? 14,
    ...(prefix === undefined ? {} : { invoice_prefix: prefix }),
    ...readPolicies(document),
  };
  // A field that could not be read has left an issue, and with an issue the document is not used.
  return contract as Contract;
}

/** How invoices are made final, corrected and settled; what is left out stays out. */
function readPolicies({ read }: OpenDocument): Partial<Contract> {
  const grace_days = read("grace_days", (value, at) => readInteger(value, { from: 0, to: 3650 }, at));
  const corrections = read("corrections", (value, at) => readChoice(value, correctionPolicies, at));
  const negative_invoice = read("negative_invoice", (value, at) => readChoice(value, negativePolicies, at));
  const drawdown_order = read("drawdown_order", readComparators);
  return {
    ...(grace_days === undefined ? {} : { grace_days }),
    ...(corrections === undefined ? {} : { corrections }),
    ...(negative_invoice === undefined ? {} : { negative_invoice }),
    ...(drawdown_order === undefined ? {} : { drawdown_order }),
  };
}

function readComparators(value: unknown, findings: Findings): DrawdownComparator[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length > comparators.length)
    return add(
      findings,
      "value_invalid",
      `must have at most ${comparators.length} entries, has ${items.length}`,
    );
  const order = [...items.entries()].flatMap(
    ([at, item]) => readChoice(item, comparators, below(findings, at)) ?? [],
  );
  const twice = order.find((one, at) => order.indexOf(one) < at);
  return twice === undefined ? order : add(findings, "id_duplicate", `has ${show(twice)} twice`);
}

/** A currency code: ISO 4217, or, where the document gives the digits itself, any upper-case code. */
export function readCurrency(value: unknown, ownDigits: boolean, findings: Findings): string | undefined {
  const known = (code: string): boolean =>
    ownDigits ? /^[A-Z][A-Z0-9_]{1,31}$/.test(code) : currencyDigits(code) !== undefined;
  if (typeof value === "string" && known(value)) return value;
  return add(
    findings,
    "currency_unknown",
    `must be an ISO 4217 code such as "USD" (for anything else give currency_digits), got ${show(value)}`,
  );
}

/** ISO 4217 says how many digits its currencies have; a document that says otherwise is mistaken about one of them. */
function checkDigits(document: OpenDocument, findings: Findings): void {
  const [currency, digits] = [document.get("currency"), document.get("currency_digits")];
  const standard = typeof currency === "string" ? currencyDigits(currency) : undefined;
  if (standard === undefined || digits === undefined || digits === standard) return;
  add(
    below(findings, "currency_digits"),
    "value_invalid",
    `must be ${standard} for ${show(currency)}, got ${show(digits)}`,
  );
}

function readOpenDate(value: unknown, findings: Findings): string | null | undefined {
  return value === null ? null : readDate(value, findings);
}

function checkTerm(
  dates: { start_date: string | null | undefined; end_date: string | null | undefined },
  findings: Findings,
): void {
  const { start_date: start, end_date: end } = dates;
  if (typeof start !== "string" || typeof end !== "string" || start < end) return;
  add(
    below(findings, "end_date"),
    "period_invalid",
    `must be after start_date ${start} (it is exclusive), got ${end}`,
  );
}

function readMetrics(value: unknown, findings: Findings): string[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length > mostMetrics)
    return add(findings, "field_type", `must have at most ${mostMetrics} entries`);
  const metrics: string[] = [];
  for (const [index, item] of items.entries()) {
    const metric = readId(item, below(findings, index), "id_invalid");
    if (metric === undefined) continue;
    if (metrics.includes(metric)) {
      add(below(findings, index), "metrics_duplicate", `is there twice: ${show(metric)}`);
    }
    metrics.push(metric);
  }
  return metrics;
}

function readTimezone(value: unknown, findings: Findings): string | undefined {
  return typeof value === "string" && isTimezone(value)
    ? value
    : add(findings, "timezone_invalid", `must be an IANA zone such as "Europe/Berlin", got ${show(value)}`);
}

function readPrefix(value: unknown, findings: Findings): string | undefined {
  if (typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/.test(value)) return value;
  return add(findings, "id_invalid", `must be 1 to 32 letters, digits, "-", "_" or ".", got ${show(value)}`);
}

function defaultAnchor(start: string | null | undefined, cadence: Cadence | undefined): string {
  if (typeof start === "string") return `${start.slice(0, 8)}01`;
  return cadence === "weekly" ? "1970-01-05" : "1970-01-01";
}
