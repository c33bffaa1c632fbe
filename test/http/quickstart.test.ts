// The quickstart, word for word, against a process of its own: with the program curl, with fetch, and as what the command prints.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCommand, buildCommand, type Served, serve } from "./servedProcess.ts";

const runFile = promisify(execFile);
let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
}, 60_000);
afterAll(() => command.remove());

/** The calls as the guide has them, and what it says that they answer. */
const calls: readonly { readonly curl: string; readonly answer: object }[] = [
  {
    curl: `curl https://api.lucius.finance/v1/billing/contracts \\
  -H "Authorization: Bearer luc_live_YOUR_KEY"`,
    answer: {
      object: "list",
      data: [
        {
          object: "contract",
          id: "acme-corp-2026",
          customer_name: "Acme Corp",
          status: "active",
          currency: "USD",
          billing_cadence: "monthly",
          metrics: ["revenue_amount_invoiced"],
        },
      ],
      has_more: false,
      total_count: 1,
    },
  },
  {
    curl: `curl https://api.lucius.finance/v1/billing/contracts/acme-corp-2026/pricing \\
  -H "Authorization: Bearer luc_live_YOUR_KEY"`,
    answer: {
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
  },
  {
    curl: `curl -X POST https://api.lucius.finance/v1/billing/usage \\
  -H "Authorization: Bearer luc_live_YOUR_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "events": [{
      "external_contract_id": "acme-corp-2026",
      "event_id": "evt-2026-03-001",
      "metric": "revenue_amount_invoiced",
      "quantity": 10000,
      "timestamp": "2026-03-25T12:00:00.000Z"
    }]
  }'`,
    answer: { accepted: 1, rejected: 0, events: [{ event_id: "evt-2026-03-001", status: "accepted" }] },
  },
  {
    curl: `curl https://api.lucius.finance/v1/billing/usage/evt-2026-03-001 \\
  -H "Authorization: Bearer luc_live_YOUR_KEY"`,
    answer: {
      object: "usage_event",
      id: "evt-2026-03-001",
      contract: "acme-corp-2026",
      metric: "revenue_amount_invoiced",
      quantity: 10000,
      status: "rated",
      // The moment of the guide's own call; here it is that of the test's.
      ingested_at: expect.stringMatching(
        /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/,
      ),
    },
  },
  {
    curl: `curl "https://api.lucius.finance/v1/billing/invoices/INV-2026-003" \\
  -H "Authorization: Bearer luc_live_YOUR_KEY"`,
    answer: {
      object: "invoice",
      number: "INV-2026-003",
      status: "draft",
      total: 2500,
      currency: "USD",
      billing_period: { start: "2026-03-01", end: "2026-03-31" },
      line_items: [
        { description: "Platform Subscription", quantity: 1, unit_price: 2000, amount: 2000 },
        { description: "Usage Fee", quantity: 10000, unit_price: 0.05, amount: 500 },
      ],
    },
  },
];

/** Only these two words are others than in the guide. */
function placed(text: string, { origin, key }: Served): string {
  return text.replaceAll("https://api.lucius.finance", origin).replaceAll("luc_live_YOUR_KEY", key);
}

async function withServer(work: (served: Served) => Promise<void>): Promise<void> {
  const served = await serve(command.program);
  try {
    await work(served);
  } finally {
    served.child.kill("SIGTERM");
    expect((await served.ended).status).toBe(0);
  }
}

describe("the quickstart", () => {
  it("answers what it says, called with curl", async () => {
    await withServer(async (served) => {
      for (const { curl, answer } of calls) {
        const { stdout } = await runFile("sh", ["-c", placed(curl, served)]);
        expect(JSON.parse(stdout), curl).toMatchObject(answer);
      }
    });
  }, 30_000);

  it("answers what it says, called with fetch", async () => {
    await withServer(async (served) => {
      const steps = [
        `const res = await fetch("https://api.lucius.finance/v1/billing/contracts", {
  headers: { Authorization: "Bearer luc_live_YOUR_KEY" },
});
const data = await res.json();
console.log(data);`,
        `const res = await fetch(
  "https://api.lucius.finance/v1/billing/contracts/acme-corp-2026/pricing",
  { headers: { Authorization: "Bearer luc_live_YOUR_KEY" } },
);
const pricing = await res.json();
console.log(pricing.rules);`,
        `const res = await fetch("https://api.lucius.finance/v1/billing/usage", {
  method: "POST",
  headers: {
    Authorization: "Bearer luc_live_YOUR_KEY",
    "Content-Type": "application/json",
  },
  body: JSON.stringify({
    events: [{
      external_contract_id: "acme-corp-2026",
      event_id: "evt-2026-03-001",
      metric: "revenue_amount_invoiced",
      quantity: 10000,
      timestamp: "2026-03-25T12:00:00.000Z",
    }],
  }),
});
const result = await res.json();
console.log(result);`,
        `const res = await fetch(
  "https://api.lucius.finance/v1/billing/usage/evt-2026-03-001",
  { headers: { Authorization: "Bearer luc_live_YOUR_KEY" } },
);
console.log(await res.json());`,
        `const res = await fetch(
  "https://api.lucius.finance/v1/billing/invoices/INV-2026-003",
  { headers: { Authorization: "Bearer luc_live_YOUR_KEY" } },
);
console.log(await res.json());`,
      ];
      for (const [at, step] of steps.entries()) {
        const answer = calls[at]?.answer as { readonly rules?: unknown };
        const shown: unknown[] = [];
        await runStep(placed(step, served), (value) => shown.push(value));
        // The second step prints the rules alone.
        const expected = answer.rules ?? answer;
        expect(shown, step).toEqual([
          Array.isArray(expected)
            ? expected.map((rule) => expect.objectContaining(rule as object))
            : expect.toSatisfy((value) => fits(value, expected as object)),
        ]);
      }
    });
  }, 30_000);

  it("is what the command prints: all of it runs in a shell", async () => {
    await withServer(async (served) => {
      const { stdout } = await runFile("sh", ["-ec", served.greeting]);
      // Each answer is one line of JSON, and curl puts nothing between them.
      const answers = stdout.split(/(?<=\})(?=\{)/).map((text) => JSON.parse(text) as object);
      expect(answers).toHaveLength(5);
      for (const [at, answer] of answers.entries()) expect(answer).toMatchObject(calls[at]?.answer ?? {});
    });
  }, 30_000);
});

/** Runs code as the body of a module, with its own console. */
async function runStep(code: string, log: (value: unknown) => void): Promise<void> {
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (console: object) => Promise<void>;
  await new AsyncFunction("console", code)({ log });
}

function fits(value: unknown, expected: object): boolean {
  expect(value).toMatchObject(expected);
  return true;
}
