// What an execution came to, and what is wrong with that.
import { types } from "node:util";
import { type Issue, issueCodes } from "../../../src/index.ts";

/** Most characters that a message or a path may have, however large the input: nobody reads more. */
export const longest = { message: 4096, path: 4096, issues: 100, outcome: 65_536 } as const;

const codes: ReadonlySet<string> = new Set(issueCodes);

export type Verdict =
  | { readonly kind: "ok"; readonly value: unknown }
  | { readonly kind: "refused"; readonly issues: readonly Issue[] }
  | { readonly kind: "misuse" }
  | { readonly kind: "fault"; readonly fault: string };

/** Of an answer: a result is taken apart, everything else is what it is. */
export function verdictOf(answer: unknown): Verdict {
  if (typeof answer !== "object" || answer === null || !("ok" in answer))
    return { kind: "ok", value: answer };
  const result = answer as {
    readonly ok: boolean;
    readonly value?: unknown;
    readonly issues?: readonly Issue[];
  };
  if (result.ok) return { kind: "ok", value: result.value };
  return refusal(result.issues ?? []);
}

export function verdictOfThrown(error: unknown, misuse: string | undefined): Verdict {
  if (!(error instanceof Error)) return { kind: "fault", fault: `threw ${String(error)}` };
  const { name } = error;
  if (name === "BillingError")
    return refusal((error as unknown as { readonly issues: readonly Issue[] }).issues);
  if (name === "InvariantError" && misuse !== undefined) return { kind: "misuse" };
  return { kind: "fault", fault: `threw ${name}: ${error.message.slice(0, 200)}\n${placeOf(error)}` };
}

/** The lines of our own code that an error came through. */
function placeOf({ stack = "" }: Error): string {
  const lines = stack.split("\n").filter((line) => line.trim().startsWith("at "));
  return lines.slice(0, 6).join("\n");
}

function refusal(issues: readonly Issue[]): Verdict {
  const fault = issues.length === 0 ? "refused without an issue" : flawOfIssues(issues);
  return fault === undefined ? { kind: "refused", issues } : { kind: "fault", fault };
}

export function flawOfIssues(issues: readonly Issue[]): string | undefined {
  if (issues.length > longest.issues) return `${issues.length} issues`;
  for (const { code, path, message } of issues) {
    if (!codes.has(code)) return `the code ${code}`;
    if (typeof path !== "string" || typeof message !== "string" || message === "")
      return `${code} without words`;
    if (message.length > longest.message) return `${code} with a message of ${message.length} characters`;
    if (path.length > longest.path) return `${code} with a path of ${path.length} characters`;
  }
  return undefined;
}

/** Where a value is something that JSON does not hold, or would change. */
export function jsonFlaw(value: unknown, path = ""): string | undefined {
  if (value === undefined || value === null || typeof value === "string" || typeof value === "boolean")
    return undefined;
  if (Object.is(value, -0)) return `${path} is -0`;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== "object") return `${path} is a ${typeof value}`;
  if (types.isProxy(value)) return `${path} is a proxy of the caller's`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return `${path} has another prototype`;
  for (const key of Object.keys(value)) {
    const flaw = jsonFlaw((value as Record<string, unknown>)[key], `${path}.${key}`);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}
