// Cells and windows: every issue at once, where it stands and with what would be right.
import { describe, expect, it } from "vitest";
import { expectOk, parsePricingProgram } from "../../src/index.ts";
import { type Case, expectIssues, issuesOf, named, program, tiersTo, usage } from "./issuesOf.ts";

const dimensions = ["region", "size"];
const matrix = { ...usage, model: "matrix", dimensions, default: "error" };
const cells = (...list: unknown[]) => ({ ...matrix, cells: list });
const cell = (when: object, unit_amount = "1") => ({ when, unit_amount });
const windows = (...list: unknown[]) => ({ ...usage, model: "time_of_day", windows: list, default: "free" });
const window = (from: string, to: string, more: object = {}) => ({ from, to, unit_amount: "1", ...more });
const needsPrice =
  "must have a price: unit_amount, rate, package_size and package_amount, or tiers_mode and tiers";

const wrongCells: readonly Case[] = [
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

const wrongWindows: readonly Case[] = [
  ["no windows", windows(), ["windows_invalid", "windows", "must be 1 to 1000 windows, are 0"]],
  [
    "too many windows",
    windows(...Array.from({ length: 1001 }, () => window("08:00", "09:00"))),
    ["windows_invalid", "windows", "must be 1 to 1000 windows, are 1001"],
  ],
  [
    "windows of every wrong kind",
    windows(
      window("8:00", "25:00"),
      window("24:00", "01:00"),
      window("01:00", "01:00"),
      window("02:00", "03:00", { weekdays: [] }),
      window("04:00", "05:00", { weekdays: ["mon", "mon"] }),
      window("06:00", "07:00", { weekdays: ["monday"] }),
      { from: "08:00", to: "09:00" },
    ),
    ["windows_invalid", "windows[0].from", '"00:00" to "23:59"'],
    ["windows_invalid", "windows[0].to", 'to "24:00"'],
    ["windows_invalid", "windows[1].from", '"00:00" to "23:59"'],
    ["windows_invalid", "windows[2].to", "a whole day is 00:00 to 24:00"],
    ["windows_invalid", "windows[3].weekdays", "must be one to seven different weekdays"],
    ["windows_invalid", "windows[4].weekdays", "must be one to seven different weekdays"],
    ["windows_invalid", "windows[5].weekdays[0]", "must be one of sun, mon, tue, wed, thu, fri, sat"],
    ["cell_invalid", "windows[6]", needsPrice],
  ],
  [
    "a window that is wrong in every way at once",
    windows({ from: "08:00", to: "08:00", weekdays: ["sunday"] }),
    ["windows_invalid", "windows[0].to", "a whole day is 00:00 to 24:00"],
    ["windows_invalid", "windows[0].weekdays[0]", "must be one of sun"],
    ["cell_invalid", "windows[0]", needsPrice],
  ],
  [
    "windows that overlap by a minute",
    windows(window("08:00", "20:00"), window("19:59", "21:00")),
    ["windows_overlap", "windows[1]", "must not overlap windows[0]"],
  ],
  [
    "a Saturday night that reaches into Sunday",
    windows(window("22:00", "06:00", { weekdays: ["sat"] }), window("05:59", "07:00", { weekdays: ["sun"] })),
    ["windows_overlap", "windows[1]", "must not overlap windows[0]"],
  ],
];

describe("parsePricingProgram", () => {
  it.each(named([...wrongCells, ...wrongWindows]))("tells every issue of $what", ({ rule, told }) => {
    expectIssues(rule, told);
  });

  it("takes what stands just beside them", () => {
    const right = [
      cells(cell({ region: "eu" }), cell({ size: "l" }), cell({ region: "eu", size: "l" })),
      cells(cell({ region: "eu" }), cell({ region: "us" }), cell({ region: "" }), cell({ region: true })),
      windows(window("22:00", "06:00"), window("06:00", "22:00")),
      windows(
        window("00:00", "24:00", { weekdays: ["sat", "sun"] }),
        window("00:00", "24:00", { weekdays: ["mon"] }),
      ),
      windows(
        window("22:00", "06:00", { weekdays: ["sat"] }),
        window("06:00", "07:00", { weekdays: ["sun"] }),
      ),
    ];
    expect(right.flatMap((rule) => issuesOf(rule))).toEqual([]);
  });

  it("reads as many cells as there may be", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => cell({ region: `${at % 100}`, size: `${at}` }));
    const [rule] = expectOk(parsePricingProgram(program(cells(...many)))).rules;
    expect(rule).toMatchObject({ cells: { length: 10_000, 9999: { when: { region: "99", size: "9999" } } } });
  });

  it("tells no more ties than anyone reads", () => {
    const regions = Array.from({ length: 100 }, (_, at) => cell({ region: `${at}` }));
    const sizes = Array.from({ length: 100 }, (_, at) => cell({ size: `${at}` }));
    const codes = issuesOf(cells(...regions, ...sizes)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["cell_ambiguous"]));
    expect(codes.length).toBeLessThanOrEqual(100);
  });
});
