// Answers to what never becomes a request of the API: node would give them without a body.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

interface Refusal {
  readonly status: string;
  readonly error: string;
  readonly code: "bad_request" | "body_too_large";
}

const badRequest: Refusal = { status: "400 Bad Request", error: "Bad request", code: "bad_request" };
/** By the codes of node's errors. */
const refusals: ReadonlyMap<unknown, Refusal> = new Map<unknown, Refusal>([
  ["ERR_HTTP_REQUEST_TIMEOUT", { ...badRequest, status: "408 Request Timeout", error: "Request timeout" }],
  [
    "HPE_CHUNK_EXTENSIONS_OVERFLOW",
    { status: "413 Payload Too Large", error: "Body too large", code: "body_too_large" },
  ],
  [
    "HPE_HEADER_OVERFLOW",
    { ...badRequest, status: "431 Request Header Fields Too Large", error: "Headers too large" },
  ],
]);

/**
 * Ends a connection on which nothing more can be read, and says why.
 *
 * @param isAnswering - a response has begun on it: what came behind would be taken for a part of that one
 */
export function refuseConnection(error: Error, socket: Duplex, isAnswering: boolean): void {
  if (!socket.writable || isAnswering || ("code" in error && error.code === "ECONNRESET")) {
    socket.destroy();
    return;
  }
  const refusal = refusals.get("code" in error && error.code) ?? badRequest;
  const body = bodyOf(refusal);
  const head = Object.entries(headersOf(body)).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${refusal.status}\r\n${head.join("")}\r\n${body}`, () => socket.destroy());
}

/** Answers a request without a `Host`, as HTTP/1.1 asks for; whether it did. */
export function refuseHostless({ httpVersion, headers }: IncomingMessage, response: ServerResponse): boolean {
  if (httpVersion !== "1.1" || headers.host !== undefined) return false;
  const body = bodyOf({ ...badRequest, error: "Missing Host header" });
  response.writeHead(400, headersOf(body)).end(body);
  return true;
}

/** Answers a request that expects what nobody here does. */
export function refuseExpectation(response: ServerResponse): void {
  const body = bodyOf({ ...badRequest, error: "Expectation failed" });
  response.writeHead(417, headersOf(body)).end(body);
}

function headersOf(body: string): Readonly<Record<string, string>> {
  return { "content-type": "application/json", "content-length": String(body.length), connection: "close" };
}

function bodyOf({ error, code }: Refusal): string {
  return JSON.stringify({ error, code });
}
