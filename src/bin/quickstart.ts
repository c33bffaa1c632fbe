// The contract of the quickstart, with its price list: what `serve` holds when it is given none.

export const quickstart: {
  readonly contract: { readonly id: string; readonly [field: string]: unknown };
  readonly programs: readonly object[];
} = {
  contract: {
    object: "contract",
    id: "acme-corp-2026",
    customer_name: "Acme Corp",
    status: "active",
    currency: "USD",
    billing_cadence: "monthly",
    metrics: ["revenue_amount_invoiced"],
  },
  programs: [
    {
      object: "pricing_program",
      contract: "acme-corp-2026",
      version: 1,
      rules: [
        {
          name: "Platform Subscription",
          type: "subscription",
          model: "flat",
          amount: "2000",
          frequency: "monthly",
        },
        {
          name: "Usage Fee",
          type: "usage",
          model: "percentage",
          rate: 0.05,
          metric: "revenue_amount_invoiced",
        },
      ],
    },
  ],
};
