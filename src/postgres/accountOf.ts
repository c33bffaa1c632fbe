// One SQL expression that makes an `Account` of the row `k` of the contracts.
import type { Tables } from "./tablesOf.ts";

/** The account as JSON, in the shape of `Account`. */
export function accountOf({ programs, invoices, grants }: Tables): string {
  const list = (table: string, order: string): string =>
    `(select coalesce(json_agg(x.document::json order by ${order}), '[]') from ${table} x where x.contract = k.id)`;
  return `json_build_object(
    'contract', k.document::json,
    'programs', ${list(programs, "x.version")},
    'invoices', ${list(invoices, "x.period_start, x.place")},
    'grants', ${list(grants, "x.place")},
    'corrected_periods', k.corrected_periods::json,
    'revision', k.revision,
    'created_at', k.created_at)`;
}
