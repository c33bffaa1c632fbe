// The steps of a line in words: what a package, a transform, a tier and a cell are.
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/index.ts";
import { describeStep } from "../../src/report/describeStep.ts";

const described = (step: Omit<Step, "amount">, before?: Omit<Step, "amount">): string =>
  describeStep({ amount: "1", ...step }, before && { amount: "1", ...before });

describe("describeStep", () => {
  it("says how many packages there are, and what a transform made of a quantity", () => {
    expect(described({ kind: "package", packages: "3", package_size: "100" })).toBe("in 3 packages of 100");
    expect(described({ kind: "transform", divide_by: "1000", result: "1.5" })).toBe("divided by 1000 to 1.5");
    expect(described({ kind: "transform", divide_by: "1000", round: "up", result: "2" })).toBe(
      "divided by 1000, rounded to 2",
    );
  });

  it("says everything that a tier asks for", () => {
    const tier = { kind: "tier", up_to: "500", packages: "2", package_size: "250" } as const;
    expect(described({ ...tier, flat_amount: "5", maximum_amount: "30" })).toBe(
      "up to 500, in 2 packages of 250, plus 5, at most 30",
    );
    expect(described({ kind: "tier", up_to: "500" })).toBe("up to 500");
  });

  it("says where the last tier begins, if the step before is the tier below it", () => {
    const last = { kind: "tier", up_to: null } as const;
    const below = { kind: "tier", up_to: "500" } as const;
    expect(described(last, below)).toBe("above 500");
    expect(described(last)).toBe("last tier");
    expect(described(last, { kind: "included" })).toBe("last tier");
    const [eu, us] = [{ region: "eu" }, { region: "us" }];
    expect(described({ ...last, cell: eu }, { ...below, cell: eu })).toBe("eu: above 500");
    expect(described({ ...last, cell: eu }, { ...below, cell: us })).toBe("eu: last tier");
  });

  it.each(["levy", "constructor"])("says the name of a kind that it does not know, such as %s", (kind) => {
    expect(described({ kind: kind as Step["kind"] })).toBe(kind);
  });

  it("says which cell it is about: its values, its times, or every other one", () => {
    const unit = { kind: "unit" } as const;
    expect(described({ ...unit, cell: "default" })).toBe("otherwise: per unit");
    expect(described({ ...unit, cell: { region: "eu", size: "large" } })).toBe("eu, large: per unit");
    expect(described({ ...unit, cell: { from: "08:00", to: "18:00" } })).toBe("08:00 to 18:00: per unit");
    expect(described({ ...unit, cell: { from: "08:00", to: "18:00", weekdays: ["mon", "tue"] } })).toBe(
      "mon tue 08:00 to 18:00: per unit",
    );
    // A matrix may have dimensions of these names.
    expect(described({ ...unit, cell: { from: "berlin", to: "paris" } })).toBe("berlin, paris: per unit");
    const zoned = { from: "08:00", to: "18:00", zone: "eu" };
    expect(described({ ...unit, cell: zoned })).toBe("08:00, 18:00, eu: per unit");
  });
});
