// The ids that rules get which bring none: made of the name alone, and different all the same.
import { describe, expect, it } from "vitest";
import { expectOk, parsePricingProgram } from "../../src/index.ts";
import { perUnit, program } from "./issuesOf.ts";

/** Two names of one hash. */
const [name, alike] = ["costarring", "liquid"];

function idsOf(...rules: object[]): string[] {
  const bare = rules.map((rule) => ({ ...perUnit, ...rule }));
  return expectOk(parsePricingProgram(program(...bare))).rules.map(({ id }) => id);
}

describe("a rule without id", () => {
  it("gets one of its name, and the second where that is taken", () => {
    expect(idsOf({ name }, { name: alike })).toEqual(["5e4daa9d", "48b5a9f8"]);
    expect(idsOf({ name: alike })).toEqual(["5e4daa9d"]);
  });

  it("gets the third where the second is taken, too", () => {
    const taken = [
      { name: "a", id: "5e4daa9d" },
      { name: "b", id: "48b5a9f8" },
    ];
    expect(idsOf(...taken, { name: alike })[2]).toBe("49b5ab8b");
  });

  it("gets the first where a name of the same hash has an id of its own", () => {
    expect(idsOf({ name, id: "own" }, { name: alike })).toEqual(["own", "5e4daa9d"]);
  });
});
