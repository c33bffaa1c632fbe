import { toWireJson } from "../index.ts";
import { answerError, type ErrorBody } from "./answerError.ts";
import { authorize } from "./authorize.ts";
import { findRoutes } from "./findRoutes.ts";
import { HostFailure } from "./fromHost.ts";
import { checkOptions, type EngineSource, type HandlerOptions, type Setup } from "./handlerOptions.ts";
import { HttpRefusal, notFound } from "./httpRefusal.ts";
import { openApiDocument } from "./openApiDocument.ts";
import { readBody } from "./readBody.ts";
import { readQuery } from "./readQuery.ts";

/** Answers requests; it never rejects. */
export type Handler = (request: Request) => Promise<Response>;

/** What is answered, before it is written down. */
interface Answer {
  readonly status: number;
  readonly json: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The billing API over HTTP: a function from a web-standard `Request` to its `Response`, for any server that has these, and through
 * `toNodeListener` for `node:http` and what is built on it.
 *
 * Every path wants an API key, but `openapi.json` at the root and below the base path. Errors are `{ error, code, issues? }`; see docs/http.md for paths and statuses. A
 * refused request has changed nothing, and usage that was sent is safe to send again after any failure.
 *
 * Rate limits, CORS and TLS are the host's.
 *
 * @param engine - one engine for all keys, or a function from a key's account to its engine; each account needs a store of its
 * own, and what is in another one is not there. It is called for each request, so keep the engines that it makes
 * @param options - `keys`, and the clock that they expire by; the rest has defaults
 * @throws InvariantError for keys, paths or limits that cannot work
 *
 * @example
 * const now = () => "2026-03-05T11:21:59.868Z";
 * const engine = createEngine({ store: createMemoryStore(), now });
 * const handler = createHandler(engine, { keys: [{ sha256: await hashApiKey("luc_live_example") }], now });
 * const headers = { authorization: "Bearer luc_live_example" };
 * const response = await handler(new Request("http://localhost/v1/billing/contracts", { headers }));
 * response.status; // => 200
 * await response.json(); // => { object: "list", data: [], has_more: false, total_count: 0 }
 * (await handler(new Request("http://localhost/v1/billing/contracts"))).status; // => 401
 */
export function createHandler(engine: EngineSource, options: HandlerOptions): Handler {
  const setup = checkOptions(engine, options);
  const { basePath, servers } = options;
  const openApi = JSON.stringify(openApiDocument({ basePath, servers }));
  return async (request) => {
    try {
      return respond(request, await answer(request, setup, openApi));
    } catch (error) {
      const { status, body, headers } = answerError(error);
      if (status >= 500) tell(setup, error instanceof HostFailure ? error.cause : error, request);
      return respond(request, { status, json: writeError(body), headers });
    }
  };
}

async function answer(request: Request, setup: Setup, openApi: string): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url);
  const { basePath } = setup;
  if (pathname === "/openapi.json" || pathname === `${basePath}/openapi.json`) {
    refuseMethod(request.method, ["GET"]);
    return { status: 200, json: openApi, headers: {} };
  }
  if (!pathname.startsWith(`${basePath}/`)) throw notFound();
  // Before anything else is looked at: without a key nobody learns what there is.
  const account = await authorize(request.headers, setup.keys, setup.now);
  const found = findRoutes(pathname.slice(basePath.length));
  if (found.length === 0) throw notFound();
  const methods = found.map(({ route }) => route.method);
  refuseMethod(request.method, methods);
  const method = request.method === "HEAD" ? "GET" : request.method;
  const chosen = found.find(({ route }) => route.method === method);
  if (chosen === undefined) throw notFound();
  const { route, ids } = chosen;
  const query = readQuery(searchParams, route.query);
  const body = route.takesBody ? await readBody(request, setup.maxBodyBytes) : undefined;
  const document = await route.run(await setup.engineOf(account), { ids, query, body });
  return { status: route.status, json: toWireJson(document), headers: {} };
}

/** Where something can be got, its head can be. Anything else, OPTIONS among it, is the host's or nobody's. */
function refuseMethod(method: string, known: readonly string[]): void {
  const allowed = known.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one]));
  if (allowed.includes(method)) return;
  const headers = { allow: allowed.join(", ") };
  throw new HttpRefusal(405, "method_not_allowed", "Method not allowed", { headers });
}

function writeError({ error, code, issues }: ErrorBody): string {
  return JSON.stringify({ error, code, ...(issues === undefined ? {} : { issues }) });
}

function respond({ method }: Request, { status, json, headers }: Answer): Response {
  const bytes = new TextEncoder().encode(json);
  return new Response(method === "HEAD" ? null : bytes, {
    status,
    headers: {
      "content-type": "application/json",
      "content-length": String(bytes.length),
      // Money and keys are in it: no cache keeps it, and no browser takes it for a page.
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}

/** Neither what it throws nor how long it takes has a say in the answer. */
function tell({ onError }: Setup, error: unknown, request: Request): void {
  Promise.resolve()
    .then(() => onError(error, request))
    .catch(() => undefined);
}
