// From a request of Node to one of the web; or to its answer, where the web has no such request.
import { bodyOf } from "./bodyOf.ts";
import type { HttpErrorCode } from "./httpRefusal.ts";
import type { NodeRequest, NodeResponse } from "./nodeMessages.ts";

/** Methods that a `Request` refuses to have. */
const unspeakable: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);
const hostPattern = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/;

export function requestOf(incoming: NodeRequest, outgoing: NodeResponse): Request | Response {
  const { method = "GET" } = incoming;
  if (unspeakable.has(method.toUpperCase()))
    return refused(405, "Method not allowed", "method_not_allowed", {
      allow: "GET, HEAD, POST, PUT, DELETE",
    });
  const headers = headersOf(incoming.rawHeaders);
  const url = urlOf(incoming.url ?? "/", headers.get("host"));
  if (url === undefined) return refused(400, "Bad request", "bad_request", {});
  const gone = new AbortController();
  outgoing.on("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const hasBody = method !== "GET" && method !== "HEAD";
  if (hasBody && incoming.readableEnded && declaresBody(headers))
    throw new Error("the body was read before: mount the listener before a body parser");
  // A body that is still being sent has to say so; not every library of types knows that.
  const init: RequestInit & { readonly duplex: "half" } = {
    method,
    headers,
    signal: gone.signal,
    body: hasBody ? bodyOf(incoming) : null,
    duplex: "half",
  };
  return new Request(url, init);
}

/** What has been read by somebody else would look empty from here. */
function declaresBody(headers: Headers): boolean {
  return headers.has("transfer-encoding") || (headers.get("content-length") ?? "0") !== "0";
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = "", value = ""] = [raw[at], raw[at + 1]];
    // HTTP/2 has the method and the path among them, with a colon.
    if (!name.startsWith(":")) headers.append(name, value);
  }
  return headers;
}

/** The target is put behind the host as it is: on its own, `//name` would be read as a host. */
function urlOf(target: string, host: string | null): URL | undefined {
  // Clients of proxies send the whole address.
  if (!target.startsWith("/")) return parsed(target);
  const named = host !== null && hostPattern.test(host) ? parsed(`http://${host}${target}`) : undefined;
  return named ?? parsed(`http://localhost${target}`);
}

function parsed(url: string): URL | undefined {
  try {
    const found = new URL(url);
    // A Request refuses to have them, and they are no key of ours.
    found.username = "";
    found.password = "";
    return found;
  } catch {
    return undefined;
  }
}

function refused(
  status: number,
  error: string,
  code: HttpErrorCode,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(JSON.stringify({ error, code }), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}
