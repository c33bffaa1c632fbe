// A strict user of the outer doors; those of HTTP need the web's own types, as every program that has requests does.
import {
  createEngine,
  createMemoryStore,
  expectOk,
  type Invoice,
  type Result,
  type UsageEvent,
} from "lucius-rating";
import {
  type FormatResult,
  fromCloudEvent,
  fromStripePrice,
  toCsv,
  toFocusRows,
} from "lucius-rating/formats";
import { createHandler, type Handler, hashApiKey, openApiDocument, toNodeListener } from "lucius-rating/http";
import { createPostgresStore, type PostgresClient } from "lucius-rating/postgres";
import { invoiceHtml, invoiceMarkdown, invoiceText, priceCurveSvg } from "lucius-rating/report";

export async function serve(key: string, now: () => string): Promise<Handler> {
  const engine = createEngine({ store: createMemoryStore(), now });
  const handler: Handler = createHandler(engine, { keys: [{ sha256: await hashApiKey(key) }], now });
  toNodeListener(handler);
  const answer: Response = await handler(new Request("http://localhost/v1/billing/contracts"));
  const version: string = openApiDocument().openapi;
  return answer.status === 401 && version !== "" ? handler : handler;
}

export function show(invoice: Invoice): string {
  const csv: FormatResult<string> = toCsv([invoice]);
  return [invoiceHtml(invoice), invoiceMarkdown(invoice), invoiceText(invoice), csv.ok ? csv.value : ""].join(
    "\n",
  );
}

export function read(event: unknown, price: unknown): UsageEvent | undefined {
  const converted = fromStripePrice(price, { metric: "calls" });
  if (converted.ok && converted.value.rule.type === "usage")
    priceCurveSvg(converted.value.rule, { to: "10" });
  const result: FormatResult<UsageEvent> = fromCloudEvent(event);
  return result.ok ? result.value : undefined;
}

export function open(client: PostgresClient): ReturnType<typeof createPostgresStore> {
  return createPostgresStore(client, { schema: "billing" });
}

export function unwrap<T>(result: Result<T>): T {
  return expectOk(result);
}

export const rows: typeof toFocusRows = toFocusRows;
