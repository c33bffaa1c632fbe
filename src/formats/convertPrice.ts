// The frame of every converter of prices: from any input to a rule that the front door has checked.
import { parsePricingProgram, type Rule } from "../index.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import type { FormatIssue, FormatResult } from "./formatIssue.ts";
import { addIssue, type IssuesAt, issuesAt, resultOf } from "./issuesAt.ts";
import type { ConvertedPrice, PriceNote, PriceOptions, PriceReading, RuleDraft } from "./priceOptions.ts";
import { priceDocument, readInput } from "./readInput.ts";
import { type OptionReaders, readOptions } from "./readOptions.ts";

/** How prices of one system are read. */
export interface PriceReader<Options extends PriceOptions> {
  readonly read: (fields: Fields, reading: PriceReading<Options>) => RuleDraft | undefined;
  readonly options: OptionReaders<Options>;
  /** Where there a field of the rule comes from, by its path in the rule: `tiers[0].up_to`. */
  readonly pathOf: (path: string, fields: Fields) => string;
}

export function convertPrice<O extends PriceOptions>(
  { read, pathOf, options: readers }: PriceReader<O>,
  input: unknown,
  given: O,
): FormatResult<ConvertedPrice> {
  const at = issuesAt();
  const options = readOptions(given, readers, at);
  if (options === undefined) return resultOf<ConvertedPrice>(at, undefined);
  const notes: PriceNote[] = [];
  const copy = readInput(input, at, priceDocument);
  const fields = copy === undefined ? undefined : fieldsOf(copy.value, at);
  const draft = fields === undefined ? undefined : read(fields, { options, notes });
  const nameOf = (path: string): string =>
    optionPath(path, options) ?? (fields === undefined ? path : pathOf(path, fields));
  const rule = draft === undefined ? undefined : checkedRule({ ...draft, ...options.measuring }, nameOf, at);
  return resultOf(at, rule === undefined ? undefined : { rule, notes });
}

/** Where a field of the rule comes from, if that is an option. */
function optionPath(path: string, options: PriceOptions): string | undefined {
  const [name = ""] = path.split(/[.[]/);
  if (Object.hasOwn(options.measuring ?? {}, name)) return `options.measuring.${path}`;
  const isTold = ["id", "name", "metric", "currency"].includes(name) && Object.hasOwn(options, name);
  return isTold ? `options.${path}` : undefined;
}

/** What is wrong with one value, whatever stands beside it. Where a part has been refused, the rest looks wrong for want of it. */
const ofOneValue: readonly FormatIssue["code"][] = [
  ...(["decimal_scale_exceeded", "amount_negative", "quantity_negative", "quantity_not_positive"] as const),
  ...([
    "rate_out_of_range",
    "id_invalid",
    "text_invalid",
    "rule_name_invalid",
    "minimum_above_maximum",
  ] as const),
];

function checkedRule(draft: RuleDraft, nameOf: (path: string) => string, at: IssuesAt): Rule | undefined {
  const refused = at.issues.length > 0;
  const rules = [Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined))];
  const parsed = parsePricingProgram({ contract: "any", version: 1, rules });
  if (parsed.ok) return parsed.value.rules[0];
  for (const { code, path, message } of parsed.issues) {
    if (refused && !ofOneValue.includes(code)) continue;
    addIssue({ ...at, path: nameOf(path.replace(/^rules\[0\]\.?/, "")) }, code, message);
  }
  return undefined;
}

/** A path whose first field, and whose last one inside of a list, are called otherwise there. */
export function renamedPath(path: string, names: { readonly [field: string]: string }): string {
  const steps = path.split(/(?=[.[])/);
  const renamed = steps.map((step, place) => {
    const name = step.replace(/^\./, "");
    const known = place === 0 ? names[name] : names[`.${name}`];
    return known === undefined ? step : place === 0 ? known : `.${known}`;
  });
  return renamed.join("");
}
