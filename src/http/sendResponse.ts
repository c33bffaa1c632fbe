// From a response of the web to one of Node.
import type { NodeResponse } from "./nodeMessages.ts";

/** Resolves when all of it has been handed over, or nobody is there to take it; rejects when its body fails. */
export async function sendResponse(response: Response, outgoing: NodeResponse): Promise<void> {
  outgoing.statusCode = response.status;
  const cookies = response.headers.getSetCookie();
  for (const [name, value] of response.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  if (response.body !== null) await sendBody(response.body.getReader(), outgoing);
  outgoing.end();
}

async function sendBody(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  outgoing: NodeResponse,
): Promise<void> {
  let isGone = false;
  outgoing.on("close", () => {
    isGone = true;
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (isGone) return void reader.cancel().catch(() => undefined);
    if (!outgoing.write(value)) await drained(outgoing);
  }
}

/** Until it takes more, or is gone. */
function drained(outgoing: NodeResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off("drain", done);
      outgoing.off("close", done);
      resolve();
    };
    outgoing.on("drain", done);
    outgoing.on("close", done);
  });
}
