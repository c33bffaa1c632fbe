// The body of a request: JSON in UTF-8, of bounded size, read strictly.
import { BillingError, InvariantError, parseJson } from "../index.ts";
import { HttpRefusal } from "./httpRefusal.ts";
import { isJson } from "./isJson.ts";

/** The value; throws a refusal with status 415, 413 or 400, or the error of what is no JSON. */
export async function readBody(request: Request, mostBytes: number): Promise<unknown> {
  const { headers } = request;
  if (!isJson(headers.get("content-type")) || !isPlain(headers.get("content-encoding")))
    throw new HttpRefusal(
      415,
      "content_type_unsupported",
      "Content-Type must be application/json in UTF-8, without Content-Encoding",
    );
  // A body that says that it is too long is not read at all.
  if (declaredLength(headers.get("content-length")) > mostBytes) throw tooLarge(mostBytes);
  const json = parseJson(decode(await readBytes(request, mostBytes)));
  if (!json.ok) throw new BillingError(json.issues);
  return json.value;
}

function isPlain(encoding: string | null): boolean {
  return encoding === null || encoding.trim().toLowerCase() === "identity";
}

/** What the header says, for what it is worth: the bytes are counted all the same. */
function declaredLength(header: string | null): number {
  return header !== null && /^[0-9]+$/.test(header) ? Number.parseInt(header, 10) : 0;
}

function tooLarge(mostBytes: number): HttpRefusal {
  return new HttpRefusal(413, "body_too_large", `The body must be at most ${mostBytes} bytes`);
}

async function readBytes(request: Request, mostBytes: number): Promise<Uint8Array> {
  if (request.bodyUsed)
    throw new InvariantError("the body was read before the handler got it: mount it before a body parser");
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  let bytes = new Uint8Array();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(brokenOff);
    if (done) return bytes.subarray(0, length);
    const end = length + value.length;
    if (end > mostBytes) {
      // The rest is of no interest, and neither is how its end went.
      reader.cancel().catch(() => undefined);
      throw tooLarge(mostBytes);
    }
    // Copied at once: a list of many small pieces takes hundreds of times their bytes.
    if (end > bytes.length)
      bytes = grown(bytes, length, Math.min(Math.max(end, 2 * bytes.length), mostBytes));
    bytes.set(value, length);
    length = end;
  }
}

/** The sender went away, or what stands between us did: nothing has been done yet. */
function brokenOff(): never {
  throw new HttpRefusal(400, "body_incomplete", "The body ended before its end");
}

function grown(bytes: Uint8Array, length: number, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes.subarray(0, length));
  return larger;
}

/** A byte order mark at the start is dropped; bytes that are no UTF-8 are refused, as their place would be guessed at. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // The decoder has no other way to say so.
    throw new HttpRefusal(400, "body_not_utf8", "The body must be UTF-8");
  }
}
