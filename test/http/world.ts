// A handler in this process over stores in memory: two accounts, the first with the contract of the quickstart. What it answers is held
// against the OpenAPI document each time.
import { expect } from "vitest";
import { createHandler, type Handler, type HandlerOptions, hashApiKey } from "../../src/http/index.ts";
import { type BillingStore, createEngine, createMemoryStore, type Engine } from "../../src/index.ts";
import { storeState } from "../../src/testing/storeState.ts";
import { misfitsOfAnswer, namesStatus } from "./fitsSchema.ts";

export const key = "luc_live_acme";
export const otherKey = "luc_live_other";
export const oldKey = "luc_live_old";
export const now = (): string => "2026-03-05T11:21:59.868Z";

export const contract = {
  object: "contract",
  id: "acme-corp-2026",
  customer_name: "Acme Corp",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["revenue_amount_invoiced", "calls"],
  start_date: "2026-01-01",
};
export const rules = [
  {
    name: "Platform Subscription",
    type: "subscription",
    model: "flat",
    amount: "2000",
    frequency: "monthly",
  },
  { name: "Usage Fee", type: "usage", model: "percentage", rate: 0.05, metric: "revenue_amount_invoiced" },
];

/** An event of the contract. */
export function event(event_id: string, fields: object = {}): object {
  return {
    external_contract_id: contract.id,
    event_id,
    metric: "revenue_amount_invoiced",
    quantity: 10000,
    timestamp: "2026-03-25T12:00:00.000Z",
    ...fields,
  };
}

export interface Answered {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}
/** Whatever makes headers. */
export type HeadersLike = NonNullable<ConstructorParameters<typeof Headers>[0]>;
/** What tests look into without knowing its form. */
export type Body = { readonly [key: string]: unknown } & { readonly error?: string; readonly code?: string };

export interface Asked {
  readonly method?: string;
  readonly headers?: HeadersLike;
  /** A value is sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  /** Null: no key. */
  readonly key?: string | null;
}

export interface World {
  readonly engine: Engine;
  readonly store: BillingStore;
  readonly handler: Handler;
  readonly errors: unknown[];
  /** Asks below the base path. */
  ask(path: string, asked?: Asked): Promise<Answered>;
  /** Everything that is stored, of both accounts. */
  state(): Promise<unknown>;
}

export async function openWorld(options: Partial<HandlerOptions> = {}): Promise<World> {
  const store = createMemoryStore();
  const engine = createEngine({ store, now });
  await engine.putContract(contract);
  await engine.publishPricing({ contract: contract.id, version: 1, rules });
  const otherStore = createMemoryStore();
  const other = createEngine({ store: otherStore, now });
  await other.putContract({ ...contract, id: "other-2026" });
  const errors: unknown[] = [];
  const handler = createHandler((account) => (account === "acme" ? engine : other), {
    keys: [
      { sha256: await hashApiKey(key), account: "acme" },
      { sha256: await hashApiKey(otherKey), account: "other", expires_at: "2026-03-05T11:21:59.869Z" },
      { sha256: await hashApiKey(oldKey), account: "acme", expires_at: now() },
    ],
    now,
    onError: (error) => errors.push(error),
    ...options,
  });
  return {
    engine,
    store,
    handler,
    errors,
    ask: (path, asked) => askOf(handler, `http://localhost/v1/billing${path}`, asked),
    state: async () => [await stateOf(store), await stateOf(otherStore)],
  };
}

/** Asks a handler, and holds the answer against the document. */
export async function askOf(handler: Handler, url: string, asked: Asked = {}): Promise<Answered> {
  const request = requestOf(url, asked);
  const { method } = request;
  const response = await handler(request);
  const text = await response.text();
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  if (method === "HEAD") {
    expect(text).toBe("");
    return { status: response.status, body: {}, headers: response.headers };
  }
  expect(response.headers.get("content-length")).toBe(String(new TextEncoder().encode(text).length));
  const body = JSON.parse(text) as Body;
  const { pathname } = new URL(request.url);
  expect(misfitsOfAnswer(method, pathname, response.status, body), `${method} ${pathname} ${text}`).toEqual(
    [],
  );
  expect(
    namesStatus(method, pathname, response.status),
    `${response.status} of ${method} ${pathname}`,
  ).not.toBe(false);
  return { status: response.status, body, headers: response.headers };
}

export function requestOf(url: string, { method, headers, body, key: given = key }: Asked): Request {
  const all = new Headers(headers);
  if (given !== null && !all.has("authorization") && !all.has("x-api-key"))
    all.set("authorization", `Bearer ${given}`);
  if (body !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
  // Bytes and streams are sent as they are, too; which types a body can have is not told to everybody.
  const raw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  return new Request(url, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: all,
    ...(body === undefined ? {} : { body: (raw ? body : JSON.stringify(body)) as string, duplex: "half" }),
  });
}

async function stateOf(store: BillingStore): Promise<unknown> {
  const accounts = await store.listAccounts();
  return storeState(
    store,
    accounts.map(({ contract: { id } }) => id),
  );
}
