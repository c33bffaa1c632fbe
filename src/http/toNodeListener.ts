import type { Handler } from "./createHandler.ts";
import { discardRest } from "./discardRest.ts";
import type { NodeListener, NodeRequest, NodeResponse } from "./nodeMessages.ts";
import { requestOf } from "./requestOf.ts";
import { sendResponse } from "./sendResponse.ts";

/** How a handler is put onto node:http. */
export interface NodeListenerOptions {
  /** Told when the handler rejects, which ours never does, or its answer breaks off. What it throws is ignored. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
  /**
   * How many bytes of a body that nobody wants are still taken after the answer, so that it reaches a client that is still
   * sending; 8,388,608 unless told. Beyond them the connection is cut.
   */
  readonly maxDiscardedBytes?: number | undefined;
}

/**
 * A listener for `http.createServer`, and for what is built on it, such as Express.
 *
 * Bodies are streamed in both directions, only as fast as they are read. Headers that came twice stay twice. When the client goes away,
 * the signal of the `Request` aborts and the reading of its body fails; what an engine has begun to commit by then is committed.
 * Requests that no `Request` can hold (TRACE, a target that is no URL) are answered here, with 400 or 405.
 *
 * Mount it before any body parser: a body can be read once.
 *
 * @param handler - what `createHandler` gives, or anything else from a `Request` to a `Response`
 *
 * @example
 * const sent: string[] = [];
 * const listener = toNodeListener(async (request) => new Response(request.method, { headers: { "x-path": new URL(request.url).pathname } }));
 * await new Promise<void>((resolve) => listener(
 *   { method: "GET", url: "/v1", rawHeaders: ["Host", "localhost"], readableEnded: true, on() {}, off() {}, pause() {}, resume() {}, destroy() {} },
 *   {
 *     statusCode: 0, headersSent: false, writableFinished: false, on() {}, off() {}, destroy() {},
 *     setHeader: (name, value) => sent.push(`${name}: ${value}`),
 *     write: (piece) => sent.push(new TextDecoder().decode(piece)) > 0,
 *     end: () => resolve(),
 *   },
 * ));
 * sent; // => ["content-type: text/plain;charset=UTF-8", "x-path: /v1", "GET"]
 */
export function toNodeListener(handler: Handler, options: NodeListenerOptions = {}): NodeListener {
  const { onError = () => undefined, maxDiscardedBytes = 8 * 1024 * 1024 } = options;
  const tell = (error: unknown): void => {
    Promise.resolve()
      .then(() => onError(error))
      .catch(() => undefined);
  };
  return (incoming, outgoing) => {
    serve(handler, incoming, outgoing)
      .catch((error: unknown) => {
        tell(error);
        giveUp(outgoing);
      })
      .finally(() => discardRest(incoming, maxDiscardedBytes));
  };
}

async function serve(handler: Handler, incoming: NodeRequest, outgoing: NodeResponse): Promise<void> {
  const request = requestOf(incoming, outgoing);
  const response = request instanceof Request ? await handler(request) : request;
  await sendResponse(response, outgoing);
}

/** The answer that can still be given, or an end that cannot be taken for the whole of one. */
function giveUp(outgoing: NodeResponse): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.statusCode = 500;
  outgoing.setHeader("content-type", "application/json");
  outgoing.write(new TextEncoder().encode('{"error":"Internal error","code":"internal_error"}'));
  outgoing.end();
}
