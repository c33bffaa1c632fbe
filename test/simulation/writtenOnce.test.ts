import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../laws.ts";
import { faultOfLife } from "./eventLife.ts";
import type { Operation, Told } from "./history.ts";
import { faultOfWrittenOnce } from "./writtenOnce.ts";

function sent(
  begin: number,
  end: number,
  as: "accepted" | "duplicate" | "conflict" | "absent",
  content = "a",
) {
  return { kind: "submit", content, begin, end, told: { as } } as const;
}

function lost(begin: number, content = "a"): Operation {
  return { kind: "submit", content, begin, end: Number.POSITIVE_INFINITY, told: { as: "unknown" } };
}

function looked(begin: number, end: number, told: Told): Operation {
  return { kind: "look", content: "", begin, end, told };
}

function changed(kind: "void" | "amend", begin: number, end: number, told: Told, content = ""): Operation {
  return { kind, content, begin, end, told };
}

const there = (content: string, voided = false): Told => ({ as: "found", content, voided });

type Example = readonly [why: string, fine: boolean, ...operations: Operation[]];

const examples: readonly Example[] = [
  ["nothing was told", true],
  ["one was accepted, the others came later", true, sent(1, 4, "accepted"), sent(2, 3, "duplicate")],
  ["two were accepted", false, sent(1, 2, "accepted"), sent(3, 4, "accepted")],
  ["there is a duplicate of nothing", false, sent(1, 2, "duplicate")],
  ["there is a duplicate of what nobody was told of", true, lost(1), sent(2, 3, "duplicate")],
  ["there is a duplicate before anything was sent", false, sent(1, 2, "duplicate"), lost(3)],
  ["there is a duplicate of other content", false, lost(1, "b"), sent(2, 3, "duplicate")],
  ["there is a conflict with other content", true, sent(1, 2, "accepted", "b"), sent(3, 4, "conflict")],
  ["there is a conflict with the same content", false, sent(1, 2, "accepted"), sent(3, 4, "conflict")],
  ["it is seen, and then it is not", false, sent(1, 2, "accepted"), looked(3, 4, { as: "absent" })],
  ["it is not seen while it is written", true, sent(1, 4, "accepted"), looked(2, 3, { as: "absent" })],
  [
    "it is seen before it is not, while it is written",
    false,
    ...[sent(1, 8, "accepted"), looked(2, 3, there("a")), looked(4, 5, { as: "absent" })],
  ],
  ["it says what nobody said", false, sent(1, 2, "accepted"), looked(3, 4, there("b"))],
];

const lives: readonly Example[] = [
  [
    "it is taken back, and its content is a duplicate",
    true,
    ...[sent(1, 2, "accepted"), changed("void", 3, 4, there("a", true)), sent(5, 6, "duplicate")],
  ],
  [
    "it is taken back, and then it is not",
    false,
    ...[sent(1, 2, "accepted"), changed("void", 3, 4, there("a", true)), looked(5, 6, there("a"))],
  ],
  [
    "it is amended, and the old content is a duplicate",
    true,
    ...[sent(1, 2, "accepted"), changed("amend", 3, 4, there("b"), "b"), sent(5, 6, "duplicate")],
  ],
  [
    "it is amended after it was taken back",
    false,
    ...[
      sent(1, 2, "accepted"),
      changed("void", 3, 4, there("a", true)),
      changed("amend", 5, 6, there("b"), "b"),
    ],
  ],
  [
    "somebody who was told nothing has amended it",
    true,
    sent(1, 2, "accepted"),
    changed("amend", 3, Number.POSITIVE_INFINITY, { as: "unknown" }, "b"),
    ...[sent(4, 5, "conflict", "b"), looked(6, 7, there("b"))],
  ],
  [
    "it goes back to what it said without being amended again",
    false,
    ...[sent(1, 2, "accepted"), changed("amend", 3, 4, there("b"), "b"), looked(5, 6, there("a"))],
  ],
];

function named([why, fine, ...operations]: Example) {
  return { why: fine ? `can be that ${why}` : `cannot be that ${why}`, fine, operations };
}

describe("faultOfWrittenOnce", () => {
  it.each(examples.map(named))("$why", ({ fine, operations }) => {
    expect(faultOfWrittenOnce(operations) === undefined).toBe(fine);
  });

  it("says the same as a search for an order", () => {
    const told = fc.constantFrom<Told>(
      ...(["accepted", "duplicate", "conflict", "absent", "unknown"] as const).map((as) => ({ as })),
      ...["a", "b"].map((content) => there(content)),
    );
    const operation = fc
      .tuple(told, fc.constantFrom("a", "b"), fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }))
      .map(([answer, content, from, length]) => ({ answer, content, from, length }));
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 5 }), (drawn) => {
        const operations = drawn.map(({ answer, content, from, length }, place): Operation => {
          // No two moments are the same.
          const [begin, end] = [from * 20 + place, (from + length) * 20 + 10 + place];
          if (answer.as === "unknown") return lost(begin, content);
          return { kind: answer.as === "found" ? "look" : "submit", content, begin, end, told: answer };
        });
        expect(faultOfWrittenOnce(operations) === undefined).toBe(faultOfLife(operations) === undefined);
      }),
      runs(2000),
    );
  });
});

describe("faultOfLife", () => {
  it.each([...examples, ...lives].map(named))("$why", ({ fine, operations }) => {
    expect(faultOfLife(operations) === undefined).toBe(fine);
  });
});
