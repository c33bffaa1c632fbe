// Cells: every issue at once, where it stands and with what would be right.
import { describe, expect, it } from "vitest";
import { expectOk, parsePricingProgram } from "../../src/index.ts";
import { type Case, expectIssues, issuesOf, named, needsPrice, program, tiersTo, usage } from "./issuesOf.ts";

const dimensions = ["region", "size"];
const matrix = { ...usage, model: "matrix", dimensions, default: "error" };
const cells = (...list: unknown[]) => ({ ...matrix, cells: list });
const cell = (when: object, unit_amount = "1") => ({ when, unit_amount });

const wrongCells: readonly Case[] = [
  [
    "no list of cells",
    { ...matrix, cells: cell({ size: "l" }) },
    ["field_type", "cells", "must be an array"],
  ],
  ["no cells", cells(), ["cells_empty", "cells", "must have at least one cell"]],
  [
    "one cell too many",
    cells(...Array.from({ length: 10_001 }, (_, at) => cell({ region: `${at}` }))),
    ["cells_too_many", "cells", "must have at most 10000 cells, has 10001"],
  ],
  [
    "too many tiers in all cells",
    cells(
      ...Array.from({ length: 101 }, (_, at) => ({
        when: { region: `${at}` },
        tiers_mode: "volume",
        tiers: tiersTo(100),
      })),
    ),
    ["tiers_too_many", "cells", "must have at most 10000 tiers in all cells together, has 10100"],
  ],
  [
    "cells of every wrong kind",
    cells(
      7,
      cell({}),
      { when: { region: "a" } },
      { ...cell({ region: "b" }), rate: "0.1" },
      { when: { region: "c" }, package_size: "10" },
      { ...cell({ region: "d" }, "-1"), price: "1" },
      cell({ region: "e", colour: "red" }),
    ),
    ["field_type", "cells[0]", "must be an object"],
    ["cell_invalid", "cells[1].when", "must name at least one dimension"],
    ["cell_invalid", "cells[2]", needsPrice],
    ["rule_field_conflict", "cells[3].rate", "a cell has one price"],
    ["rule_field_missing", "cells[4].package_amount", "is required beside"],
    ["field_unknown", "cells[5].price", "is not a field"],
    ["amount_negative", "cells[5].unit_amount", "must not be negative"],
    ["cell_invalid", "cells[6].when.colour", "must be one of the dimensions region, size"],
  ],
  [
    "values that could not be read, which may be equal or not",
    cells(cell({ region: null }), cell({ region: 0.1 + 0.2 }), cell({ region: null, size: "l" })),
    ["cell_invalid", "cells[0].when.region", "must be text of at most 255"],
    ["number_not_exact", "cells[1].when.region", "send it as a string"],
    ["cell_invalid", "cells[2].when.region", "must be text of at most 255"],
  ],
  [
    // Each of 500 cells meets each of 500 others, and a third kind of cells decides all of it.
    "cells that overlap in more ways than can be looked at",
    {
      ...matrix,
      dimensions: ["a", "b", "c", "d"],
      cells: Array.from({ length: 500 }, (_, at) => [
        cell({ a: `${at}`, b: "1" }),
        cell({ c: "1", d: `${at}` }),
        cell({ a: `${at}`, b: "1", c: "1" }),
      ]).flat(),
    },
    ["cells_too_many", "cells", "name the same dimensions in more of them"],
  ],
  [
    "cells of another dimension, which are not compared",
    cells(cell({ region: "e", colour: "red" }), cell({ region: "e", colour: "blue" })),
    ["cell_invalid", "cells[0].when.colour", "must be one of the dimensions region, size"],
    ["cell_invalid", "cells[1].when.colour", "must be one of the dimensions region, size"],
  ],
  [
    "a model of no name, whose cells are not compared",
    { ...cells(cell({ region: "eu" }), cell({ region: "eu" })), model: "table" },
    ["rule_model_invalid", "model", "must be one of flat, per_unit,"],
  ],
  [
    "a value that is none",
    cells(cell({ region: null })),
    ["cell_invalid", "cells[0].when.region", "must be text of at most 255"],
  ],
  [
    "the same values twice, as text and as a number",
    cells(cell({ region: "5" }), cell({ region: 5 }, "2")),
    ["cell_duplicate", "cells[1].when", "is there twice"],
  ],
  [
    "two equally specific cells for one event",
    cells(cell({ region: "eu" }), cell({ size: "l" })),
    ["cell_ambiguous", "cells[1].when", "cells[0] are equally specific"],
  ],
  [
    "equally specific cells in any order, each beside the one before",
    cells(cell({ region: "us" }), cell({ size: "l" }), cell({ region: "eu" })),
    ["cell_ambiguous", "cells[1].when", 'and cells[0] are equally specific for region "us", size "l"'],
    ["cell_ambiguous", "cells[2].when", 'and cells[1] are equally specific for region "eu", size "l"'],
  ],
  [
    "no dimensions",
    { ...cells(cell({ region: "eu" })), dimensions: "region" },
    ["field_type", "dimensions", "must be an array"],
  ],
  [
    "equal dimensions",
    { ...cells(cell({ region: "eu" })), dimensions: ["region", "region"] },
    ["dimensions_invalid", "dimensions", "must be different names"],
  ],
  [
    "too many dimensions",
    { ...cells(cell({ a: "1" })), dimensions: [..."abcdefghi"] },
    ["dimensions_invalid", "dimensions", "must be 1 to 8 names of properties, are 9"],
  ],
  [
    "another default",
    { ...cells(cell({ size: "l" })), default: "none" },
    ["value_invalid", "default", "must be free, error or a price"],
  ],
  [
    "a default of nothing",
    { ...cells(cell({ size: "l" })), default: {} },
    ["cell_invalid", "default", needsPrice],
  ],
  [
    "a default with values",
    { ...cells(cell({ size: "l" })), default: cell({ size: "s" }) },
    ["field_unknown", "default.when", "is not a field"],
  ],
  [
    "units that are included in no cell",
    {
      ...cells(cell({ size: "l" })),
      included_quantity: "1",
      included_mode: "consume",
      zero_usage: "first_tier",
    },
    ["rule_field_conflict", "zero_usage", "must be none"],
    ["rule_field_conflict", "included_mode", "must be shift or cliff"],
    ["rule_field_conflict", "included_quantity", "give a cell a free first tier"],
  ],
];

describe("parsePricingProgram", () => {
  it.each(named(wrongCells))("tells every issue of $what", ({ rule, told }) => {
    expectIssues(rule, told);
  });

  it("takes what stands just beside them", () => {
    const right = [
      cells(cell({ region: "eu" }), cell({ size: "l" }), cell({ region: "eu", size: "l" })),
      cells(cell({ region: "eu" }), cell({ region: "us" }), cell({ region: "" }), cell({ region: true })),
      // Of different regions, so no event fits both.
      {
        ...cells(cell({ region: "eu", size: "l" }), cell({ region: "us", plan: "pro" })),
        dimensions: ["region", "size", "plan"],
      },
    ];
    expect(right.flatMap((rule) => issuesOf(rule))).toEqual([]);
  });

  it("reads as many cells as there may be", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => cell({ region: `${at % 100}`, size: `${at}` }));
    const [rule] = expectOk(parsePricingProgram(program(cells(...many)))).rules;
    expect(rule).toMatchObject({ cells: { length: 10_000, 9999: { when: { region: "99", size: "9999" } } } });
  });

  it("reads as many tiers as there may be in all cells together", () => {
    const hundred = Array.from({ length: 100 }, (_, at) => {
      return { when: { region: `${at}` }, tiers_mode: "volume", tiers: tiersTo(100) };
    });
    expect(issuesOf(cells(...hundred))).toEqual([]);
  });

  it("looks at as many overlaps as there may be", () => {
    const decided = Array.from({ length: 250 }, (_, at) => [
      cell({ a: `${at}`, b: "1" }),
      cell({ a: `${at}`, b: "1", c: "1" }),
    ]).flat();
    const others = Array.from({ length: 400 }, (_, at) => cell({ c: "1", d: `${at}` }));
    expect(issuesOf({ ...cells(...decided, ...others), dimensions: [..."abcd"] })).toEqual([]);
  });

  it("tells no more ties than anyone reads", () => {
    const regions = Array.from({ length: 100 }, (_, at) => cell({ region: `${at}` }));
    const sizes = Array.from({ length: 100 }, (_, at) => cell({ size: `${at}` }));
    const codes = issuesOf(cells(...regions, ...sizes)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["cell_ambiguous"]));
    expect(codes.length).toBeLessThanOrEqual(100);
  });
});
