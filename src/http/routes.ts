// Every path below the base path: what it takes, and what the engine is asked.
import type { Engine, InvoiceFilter, UsageFilter } from "../index.ts";
import type { Query } from "./readQuery.ts";
import { refuseLongBatch } from "./refuseLongBatch.ts";

/** What a request brought. */
export interface Call {
  /** Ids in the path, in its order. */
  readonly ids: readonly string[];
  readonly query: Query;
  /** The value of the JSON; undefined where the route takes none. */
  readonly body: unknown;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the base path; a part in braces is an id. */
  readonly path: string;
  /** Parameters that the query may have. */
  readonly query: readonly string[];
  readonly takesBody: boolean;
  /** Of an answer that is no error. */
  readonly status: 200 | 201;
  /** Queries are passed on as they are: the engine says what is wrong with their values. */
  readonly run: (engine: Engine, call: Call) => Promise<object>;
}

const read = { method: "GET", takesBody: false, status: 200 } as const;
const page = ["limit", "starting_after"];

export const routes: readonly Route[] = [
  {
    ...read,
    path: "/contracts",
    query: ["status"],
    run: (engine, { query }) => engine.listContracts(query),
  },
  {
    ...read,
    path: "/contracts/{contract_id}",
    query: [],
    run: (engine, { ids: [id = ""] }) => engine.getContract(id),
  },
  {
    ...read,
    path: "/contracts/{contract_id}/pricing",
    query: ["version"],
    run: (engine, { ids: [id = ""], query }) => engine.getPricing(id, query),
  },
  {
    method: "POST",
    path: "/contracts/{contract_id}/pricing-rules",
    query: ["effective_date"],
    takesBody: true,
    // Something new is there: a version of the program, and the rule in it.
    status: 201,
    run: (engine, { ids: [id = ""], query, body }) => engine.addPricingRule(id, body, query),
  },
  {
    method: "PUT",
    path: "/contracts/{contract_id}/pricing-rules/{rule_id}",
    query: ["effective_date"],
    takesBody: true,
    status: 200,
    run: (engine, { ids: [id = "", rule = ""], query, body }) =>
      engine.updatePricingRule(id, rule, body, query),
  },
  {
    method: "DELETE",
    path: "/contracts/{contract_id}/pricing-rules/{rule_id}",
    query: ["effective_date"],
    takesBody: false,
    status: 200,
    run: (engine, { ids: [id = "", rule = ""], query }) => engine.deletePricingRule(id, rule, query),
  },
  {
    method: "POST",
    path: "/usage",
    query: [],
    takesBody: true,
    status: 200,
    run: async (engine, { body }) => engine.submitUsage(refuseLongBatch(body)),
  },
  {
    ...read,
    path: "/usage",
    query: ["contract", "metric", "from", "to", "status", ...page],
    run: (engine, { query }) => engine.listUsage(query as UsageFilter),
  },
  {
    ...read,
    path: "/usage/{event_id}",
    query: ["contract"],
    run: (engine, { ids: [id = ""], query }) => engine.getUsage(id, query),
  },
  {
    ...read,
    path: "/invoices",
    query: ["contract", "status", "from", "to", ...page],
    run: (engine, { query }) => engine.listInvoices(query as InvoiceFilter),
  },
  {
    ...read,
    path: "/invoices/{number}",
    query: ["contract"],
    run: (engine, { ids: [number = ""], query }) => engine.getInvoice(number, query),
  },
];
