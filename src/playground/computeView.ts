// From the texts of the page to what it shows. Knows nothing of the page itself.
import {
  type Contract,
  type EventOutcome,
  type Invoice,
  type Issue,
  lintProgram,
  type PricingProgram,
  parseContract,
  parseJson,
  parsePricingProgram,
  previewInvoice,
  type UsageRule,
  type Warning,
} from "lucius-rating";
import { effectivePriceSvg, invoiceHtml, priceCurveSvg } from "lucius-rating/report";
import type { Sources } from "./sources.ts";

export interface View {
  readonly issues: readonly Told[];
  readonly warnings: readonly Told[];
  readonly rejected: readonly EventOutcome[];
  readonly accepted: number;
  /** Undefined where something keeps it from being drafted. */
  readonly invoice: { readonly total: string; readonly html: string } | undefined;
  readonly curves: readonly Curve[];
}

/** An issue or a warning. */
export type Told = Pick<Issue | Warning, "code" | "path" | "message">;

export interface Curve {
  readonly title: string;
  readonly svg: string;
}

export function computeView(sources: Sources): View {
  const read = readSources(sources);
  if (read.issues.length > 0) return { ...nothing, issues: read.issues };
  const { contract, programs, events } = read;
  const preview = previewInvoice({ contract, programs, events, at: sources.at });
  const checked = { contract: parseContract(contract), programs: programs.map(parsePricingProgram) };
  const versions = checked.programs.flatMap((program) => (program.ok ? [program.value] : []));
  const known = checked.contract.ok ? checked.contract.value : undefined;
  const warnings = known === undefined ? [] : versions.flatMap((program) => lintProgram(known, program));
  if (!preview.ok)
    return { ...nothing, issues: preview.issues, warnings, curves: curvesOf(versions, undefined) };
  const { invoice, outcomes } = preview.value;
  return {
    issues: [],
    warnings,
    rejected: outcomes.filter(({ status }) => status === "rejected"),
    accepted: outcomes.filter(({ status }) => status === "accepted").length,
    invoice: { total: `${invoice.total} ${invoice.currency}`, html: htmlOf(invoice, known) },
    curves: curvesOf(versions, invoice),
  };
}

const nothing: View = { issues: [], warnings: [], rejected: [], accepted: 0, invoice: undefined, curves: [] };

function htmlOf(invoice: Invoice, contract: Contract | undefined): string {
  return invoiceHtml(invoice, contract === undefined ? {} : { contract });
}

/** What was typed, as JSON; the issues of texts that are none. */
function readSources({ contract, pricing, usage }: Sources): {
  readonly issues: readonly Told[];
  readonly contract: unknown;
  readonly programs: readonly unknown[];
  readonly events: readonly unknown[];
} {
  const [readContract, readPricing] = [parseJson(contract), parseJson(pricing)];
  const readUsage = usageOf(usage);
  const issues = [
    ...(readContract.ok ? [] : below("contract", readContract.issues)),
    ...(readPricing.ok ? [] : below("pricing", readPricing.issues)),
    ...readUsage.issues,
  ];
  const programs = readPricing.ok ? [readPricing.value].flat() : [];
  return {
    issues,
    contract: readContract.ok ? readContract.value : undefined,
    programs,
    events: readUsage.events,
  };
}

function usageOf(text: string): { readonly issues: readonly Told[]; readonly events: readonly unknown[] } {
  if (text.trim() === "") return { issues: [], events: [] };
  const whole = parseJson(text);
  if (whole.ok) return { issues: [], events: eventsIn(whole.value) };
  const lines = text.split("\n").map((line, at) => ({ line, name: `usage, line ${at + 1}` }));
  const read = lines.flatMap(({ line, name }) => {
    if (line.trim() === "") return [];
    const value = parseJson(line);
    return [
      value.ok
        ? { events: eventsIn(value.value), issues: [] }
        : { events: [], issues: below(name, value.issues) },
    ];
  });
  return { issues: read.flatMap(({ issues }) => issues), events: read.flatMap(({ events }) => events) };
}

/** A list, a batch, or an event by itself. */
function eventsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "object" && value !== null && "events" in value && Array.isArray(value.events))
    return value.events;
  return [value];
}

function below(name: string, issues: readonly Issue[]): Told[] {
  return issues.map(({ code, path, message }) => ({
    code,
    message,
    path: path === "" ? name : `${name}: ${path}`,
  }));
}

/** The curves of the last version's rules, each with what the invoice counts; rules without a curve have none. */
function curvesOf(versions: readonly PricingProgram[], invoice: Invoice | undefined): Curve[] {
  const rules = versions.at(-1)?.rules ?? [];
  return rules.flatMap((rule): Curve[] => {
    if (rule.type !== "usage") return [];
    const line = invoice?.line_items.find(({ rule_id }) => rule_id === rule.id);
    return drawingsOf(rule, line?.quantity, invoice?.currency);
  });
}

function drawingsOf(rule: UsageRule, quantity: string | undefined, currency: string | undefined): Curve[] {
  const options = {
    ...(quantity === undefined || quantity.startsWith("-") ? {} : { quantity }),
    ...(currency === undefined ? {} : { currency }),
  };
  try {
    return [
      { title: rule.name, svg: priceCurveSvg(rule, { ...options, title: rule.name }) },
      { title: `${rule.name}, each unit`, svg: effectivePriceSvg(rule, { ...options, title: rule.name }) },
    ];
  } catch (error) {
    // Prices of events and of cells are no function of a quantity; everything else is a bug, and is seen.
    if (error instanceof Error && error.name === "BillingError") return [];
    throw error;
  }
}
