// L69: texts that take some readers quadratic time. The runner's limit is far above what one pass over them takes, and far below what two nested ones do.
import { describe, expect, it } from "vitest";
import {
  expectOk,
  parseContract,
  parseJson,
  parsePricingProgram,
  type Result,
  resolveTerms,
  toWireJson,
} from "../../src/index.ts";
import { fill, programOf } from "../trust/fuzz/worstInput.ts";

const limit = 20_000;
const zeros = "0".repeat(200_000);

function codeOf(result: Result<unknown>): string {
  return result.ok ? "ok" : (result.issues[0]?.code ?? "none");
}

describe("L69: in one pass", () => {
  it.each<[string, string, string]>([
    ["zeros within a number", `[1${zeros}1]`, "ok"],
    ["zeros after the point", `[0.${zeros}1]`, "ok"],
    ["zeros at the end", `[1${zeros}]`, "ok"],
    ["nines", `[${"9".repeat(200_000)}]`, "ok"],
    ["an exponent of zeros", `[1e-${zeros}1]`, "ok"],
    ["lists in lists", "[".repeat(200_000) + "]".repeat(200_000), "json_too_deep"],
    ["backslashes", `["${"\\\\".repeat(100_000)}"]`, "ok"],
    ["spaces", " ".repeat(200_000), "json_invalid"],
    [
      "spaces after keys",
      `{${Array.from({ length: 100 }, (_, at) => `"k${at}"${" ".repeat(4000)}:1`).join(",")}}`,
      "ok",
    ],
  ])(
    "parseJson reads %s",
    (_, text, code) => {
      expect(codeOf(parseJson(text))).toBe(code);
    },
    limit,
  );

  it(
    "parseContract reads spaces before a document, and letters of a zone",
    () => {
      expect(codeOf(parseContract(" ".repeat(200_000)))).toBe("field_type");
      expect(codeOf(parseContract({ timezone: "a".repeat(200_000) }))).toBe("field_missing");
    },
    limit,
  );

  it(
    "toWireJson writes a number of zeros",
    () => {
      expect(toWireJson({ amount: `0.${zeros}1` }).length).toBe(zeros.length + 14);
    },
    limit,
  );

  it(
    "resolveTerms compares rules of one scope by their filters",
    () => {
      const same = Array.from({ length: 99 }, () => ({ property: "p", in: ["v"] }));
      const rules = fill(
        (at) => ({
          ...{ type: "usage", metric: "calls", model: "per_unit", unit_amount: "1", counterparty: "c" },
          filters: [...same, { property: "q", in: [`${at}`] }],
        }),
        1000,
      );
      const contract = expectOk(
        parseContract({
          ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD" },
          ...{ billing_cadence: "monthly", metrics: ["calls"] },
        }),
      );
      expect(codeOf(resolveTerms(contract, [expectOk(parsePricingProgram(programOf(rules)))]))).toBe("ok");
    },
    limit,
  );
});
