// An amount shared out by weights: one ladder prices all groups together, and its amount goes to them by what they used.
import { expectOk, previewInvoice } from "../../src/index.ts";
import type { Answer } from "./answerShape.ts";
import { contractWith, programWith } from "./documents.ts";
import type { Vector } from "./vector.ts";

export function answerAllocation({ config, input, currency }: Vector): Answer {
  const rule = {
    name: "Pool",
    type: "usage",
    model: "tiered",
    tiers_mode: "volume",
    tiers: [{ up_to: null, flat_amount: input.amount }],
    metric: "units",
    group_by: ["part"],
    group_ladder: "shared",
  };
  const { invoice } = expectOk(
    previewInvoice({
      contract: contractWith({ currency, metrics: ["units"] }),
      programs: [programWith([rule])],
      events: (config.weights ?? []).map((quantity, at) => ({
        external_contract_id: "peer",
        event_id: `event-${at}`,
        metric: "units",
        timestamp: "2026-01-15T12:00:00Z",
        quantity,
        properties: { part: String(at) },
      })),
      at: "2026-01-15",
    }),
  );
  return { amounts: invoice.line_items.map(({ amount }) => amount) };
}
