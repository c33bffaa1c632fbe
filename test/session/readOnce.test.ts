import { expect, it } from "vitest";
import { createRater, expectOk, previewInvoice, resolveTerms, type UsageEvent } from "../../src/index.ts";
import { plainContract } from "../laws/plain.ts";

const terms = expectOk(
  resolveTerms(plainContract, [
    {
      object: "pricing_program",
      contract: plainContract.id,
      version: 1,
      effective_date: null,
      rules: [{ id: "r", name: "R", type: "usage", model: "per_unit", metric: "calls", unit_amount: "2" }],
    },
  ]),
);
const event = {
  external_contract_id: plainContract.id,
  event_id: "e1",
  metric: "calls",
  quantity: "3",
  timestamp: "2026-01-05T00:00:00.000Z",
};

it.each(["event_id", "timestamp", "quantity", "metric"] as const)(
  "an event whose %s can be read once only is rated, or nothing of it is counted",
  (field) => {
    let reads = 0;
    const once = Object.defineProperty({ ...event }, field, {
      enumerable: true,
      get() {
        reads += 1;
        if (reads > 1) throw new Error("read before");
        return event[field];
      },
    }) as UsageEvent;
    const rater = createRater(terms);
    const { outcome, charges } = rater.rate(once);
    expect(outcome).toEqual({ event_id: "e1", status: "accepted" });
    expect(charges).toEqual(createRater(terms).rate(event).charges);
  },
);

it("an array with the fields of an event is none, in a preview too", () => {
  const { contract, programs } = terms;
  const { outcomes } = expectOk(
    previewInvoice({ contract, programs, events: [Object.assign([], event), event], at: "2026-01-05" }),
  );
  expect(outcomes.map(({ status, code }) => code ?? status)).toEqual(["event_invalid", "accepted"]);
});
