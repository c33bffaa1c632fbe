// What a client makes of an answer or a refusal.
import type { Attempt } from "./attempt.ts";
import { count, type Stage, violate } from "./stage.ts";

/**
 * Takes an attempt's answer or its refusal; answers whether the client has reason to ask again: it was not told, or was told that the
 * store failed. Anything that is not a typed error that is meant for this, is a violation.
 */
export function heard(
  stage: Stage,
  { outcome, isDoubtful }: Attempt,
  what: string,
  codes: readonly string[],
  take: (value: unknown, code: string | undefined) => void,
): boolean {
  if (outcome.as === "lost") return true;
  if (outcome.as === "answer") {
    take(outcome.value, undefined);
    return false;
  }
  const { error } = outcome;
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === "BillingError" && code !== undefined && codes.includes(code)) {
    count(stage, "refusals");
    take(undefined, code);
    return false;
  }
  if (name === "StoreError" && (stage.told.has(error) || code === "conflict")) return true;
  violate(
    stage,
    `${what} rejected with ${String(error)}${isDoubtful ? ", after a commit that was sent twice" : ""}`,
  );
  return false;
}
