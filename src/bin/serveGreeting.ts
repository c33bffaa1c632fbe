// What `serve` prints: all of it can be pasted into a shell.

export interface Served {
  readonly origin: string;
  readonly basePath: string;
  readonly key: string;
  /** Ids of the contracts that were given; undefined: the quickstart's is there. */
  readonly contracts: readonly string[] | undefined;
}

export function greeting({ origin, basePath, key, contracts }: Served): string {
  const calls = contracts === undefined ? quickstartCalls : contractCalls(contracts);
  const lines = [
    "# The billing API, in memory: what it is told is gone when it stops (Ctrl+C).",
    `# Address: ${origin}${basePath}`,
    `# API key: ${key}`,
    `# OpenAPI: ${origin}/openapi.json`,
  ];
  return `${lines.join("\n")}\n\n${calls.map((call) => call(`${origin}${basePath}`, key)).join("\n")}`;
}

/** A call as text, once the address and the key are known. */
type Call = (base: string, key: string) => string;

function reading(path: string): Call {
  return (base, key) => `curl ${word(`${base}${path}`)} \\\n  -H "Authorization: Bearer ${key}"\n`;
}

const submitting: Call = (base, key) => `curl -X POST ${word(`${base}/usage`)} \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "events": [{
      "external_contract_id": "acme-corp-2026",
      "event_id": "evt-2026-03-001",
      "metric": "revenue_amount_invoiced",
      "quantity": 10000,
      "timestamp": "2026-03-25T12:00:00.000Z"
    }]
  }'
`;

const quickstartCalls: readonly Call[] = [
  reading("/contracts"),
  reading("/contracts/acme-corp-2026/pricing"),
  submitting,
  reading("/usage/evt-2026-03-001"),
  reading("/invoices/INV-2026-003"),
];

function contractCalls(contracts: readonly string[]): Call[] {
  const pricing = contracts.map((id) => reading(`/contracts/${encodeURIComponent(id)}/pricing`));
  return [reading("/contracts"), ...pricing, reading("/invoices")];
}

/** As one word of a shell; what is encoded for a URL leaves no other mark than the apostrophe. */
function word(url: string): string {
  return /^[\w:/.%-]+$/.test(url) ? url : `'${url.replaceAll("'", "%27")}'`;
}
