// What a link of the playground holds.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourcesOfFragment, sourcesToFragment } from "../../src/playground/sources.ts";

describe("a link of the playground", () => {
  it("holds all texts, whatever they are, in letters that no address has to escape", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(fc.record({ contract: text, pricing: text, usage: text, at: text }), (sources) => {
        const fragment = sourcesToFragment(sources);
        expect(fragment).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(sourcesOfFragment(`#${fragment}`)).toEqual(sources);
        expect(sourcesOfFragment(fragment)).toEqual(sources);
      }),
    );
  });

  it.each(["", "#", "#x", "#%00", "#bm90IGpzb24", "#WyJvbmUiXQ", "#WzEsMiwzLDRd", "#_w"])(
    "is none where it is %j",
    (fragment) => {
      expect(sourcesOfFragment(fragment)).toBeUndefined();
    },
  );
});
