// Which HTTP status an issue of the library has.
import type { Issue, IssueCode } from "../index.ts";

const missing: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "contract_unknown",
  "event_unknown",
  "invoice_unknown",
  "pricing_missing",
  "rule_unknown",
]);

/** What is right in itself, and does not go with what is stored. */
const conflicts: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "contract_conflict",
  "event_ambiguous",
  "event_conflict",
  "event_voided",
  "grace_period",
  "invoice_ambiguous",
  "invoice_final",
  "period_closed",
  "rule_id_duplicate",
  "rule_name_duplicate",
  "rule_scope_ambiguous",
  "version_conflict",
  "version_not_ascending",
]);

/** 404: what the path names is not there. 409: it does not go with what is stored. 400: anything else. */
export function statusOf(issues: readonly Issue[]): 400 | 404 | 409 {
  const [first] = issues;
  if (first === undefined) return 400;
  // With a path, it is about a part of a document: a name in a list that names nothing.
  if (missing.has(first.code) && first.path === "") return 404;
  const isConflict = conflicts.has(first.code) || isAboutAllRules(first);
  return isConflict ? 409 : 400;
}

/** A request brings one rule, so what is wrong with all of them together is a matter of those that are there. */
function isAboutAllRules({ path }: Issue): boolean {
  return path === "rules";
}
