// Names are opaque: another name for a metric, an event or a rule renames the results, and changes nothing else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectOk, rateUsage, resolveTerms } from "../../src/index.ts";
import { hostileNames } from "../arbitraries/base.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { draftAll, runs } from "../laws.ts";

interface Renaming {
  metric(name: string): string;
  rule(id: string): string;
  event(id: string): string;
}

/** Names that break tables made of plain objects, one for each; where they run out, with a number. */
function injection(offset: number): (name: string) => string {
  const given = new Map<string, string>();
  return (name) => {
    const at = given.size + offset;
    const hostile = hostileNames[at % hostileNames.length] ?? "";
    const fresh = given.size < hostileNames.length ? hostile : `${hostile}${at}`;
    const known = given.get(name) ?? fresh;
    given.set(name, known);
    return known;
  };
}

/** Every value of a document that is such a name, renamed: by the key that it stands under. */
function renamed<T>(value: T, { metric, rule, event }: Renaming): T {
  const text = JSON.stringify(value, (key, field: unknown) => {
    if (key === "metrics" && Array.isArray(field)) return field.map((name: string) => metric(name));
    if (typeof field !== "string") return field;
    if (key === "metric") return metric(field);
    if (key === "event_id") return event(field);
    return key === "rule_id" ? rule(field) : field;
  });
  return JSON.parse(text) as T;
}

function renamedWorld(w: PlacedWorld, names: Renaming): PlacedWorld {
  const programs = w.programs.map((program) => ({
    ...program,
    rules: program.rules.map((one) => ({ ...renamed(one, names), id: names.rule(one.id) })),
  }));
  return { ...w, ...renamed({ contract: w.contract, events: w.events }, names), programs };
}

function resultsOf(w: PlacedWorld) {
  const terms = expectOk(resolveTerms(w.contract, w.programs));
  const { outcomes, charges } = rateUsage(terms, w.events);
  // What is told in words names what it is about.
  const told = outcomes.map(({ error: _, ...outcome }) => outcome);
  return { outcomes: told, charges, drafts: draftAll(terms, charges, periodsFrom(w, 2)) };
}

// L70: renaming through any injection, also to names such as __proto__, renames results and changes nothing else. Ids of events keep
// their order here, as the latest of two values at one instant is that of the larger id.
describe("other names for metrics, rules and events", () => {
  it("L70: rename what is charged and billed, and change nothing else", () => {
    fc.assert(
      fc.property(
        world(),
        fc.nat({ max: 20 }),
        fc.nat({ max: 20 }),
        fc.constantFrom(...hostileNames),
        (w, metrics, rules, prefix) => {
          const names: Renaming = {
            metric: injection(metrics),
            rule: injection(rules),
            event: (id) => `${prefix}${id}`,
          };
          const before = Object.getOwnPropertyNames(Object.prototype);
          expect(resultsOf(renamedWorld(w, names))).toEqual(renamed(resultsOf(w), names));
          expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
        },
      ),
      runs(100),
    );
  });
});
