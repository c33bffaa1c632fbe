// Keys: how they are given, what they open, and when they no longer do.
import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { createHandler, hashApiKey, type KeyLookup } from "../../src/http/index.ts";
import { BillingError, createEngine, createMemoryStore, StoreError } from "../../src/index.ts";
import { askOf, type HeadersLike, key, now, oldKey, openWorld, otherKey, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});

/** Status and text of an answer to a request with these headers. */
async function asked(headers: HeadersLike): Promise<(string | number | undefined)[]> {
  const { status, body } = await world.ask("/contracts", { key: null, headers });
  return status === 200 ? [status] : [status, body.error, body.code];
}

const missing = [401, "Missing API key", "api_key_missing"];
const invalid = [401, "Invalid API key", "api_key_invalid"];

describe("a key", () => {
  it.each([
    ["bearer", { authorization: `Bearer ${key}` }],
    ["bearer in lower case", { authorization: `bearer ${key}` }],
    ["bearer in upper case, with much space", { authorization: `  BEARER \t  ${key}  ` }],
    ["a header of its own", { "x-api-key": key }],
    ["a header of its own in upper case, with space around", { "X-API-KEY": ` ${key} ` }],
    ["both, the same", { authorization: `Bearer ${key}`, "x-api-key": key }],
    ["beside the password of somebody in front", { authorization: "Basic dXNlcjpwYXNz", "x-api-key": key }],
    ["beside an empty bearer", { authorization: "Bearer ", "x-api-key": key }],
  ])("opens as %s", async (_, headers) => {
    expect(await asked(headers as Record<string, string>)).toEqual([200]);
  });

  it.each([
    ["no header", {}],
    ["an empty header", { authorization: "" }],
    ["Bearer alone", { authorization: "Bearer" }],
    ["Bearer and space", { authorization: "Bearer   " }],
    ["another scheme", { authorization: "Basic dXNlcjpwYXNz" }],
    ["a key without a scheme", { authorization: key }],
    ["a scheme that begins like it", { authorization: `Bearerer ${key}` }],
    ["a scheme without space", { authorization: `Bearer${key}` }],
    ["an empty header of its own", { "x-api-key": "" }],
    ["spaces in a header of its own", { "x-api-key": "   " }],
  ])("is missing with %s", async (_, headers) => {
    expect(await asked(headers as Record<string, string>)).toEqual(missing);
  });

  it.each([
    ["an unknown key", { authorization: "Bearer luc_live_nobody" }],
    ["a longer key", { authorization: `Bearer ${key}x` }],
    ["a shorter key", { authorization: `Bearer ${key.slice(0, -1)}` }],
    ["a key in another case", { authorization: `Bearer ${key.toUpperCase()}` }],
    ["two words", { authorization: `Bearer ${key} ${key}` }],
    ["the hash of a key", { authorization: `Bearer ${createHash("sha256").update(key).digest("hex")}` }],
    ["two that differ", { authorization: `Bearer ${key}`, "x-api-key": otherKey }],
    ["a wrong one beside the right one", { authorization: `Bearer nobody`, "x-api-key": key }],
    ["a key of 100,000 characters", { "x-api-key": key.repeat(8000) }],
    ["a key of letters that are not ASCII", { "x-api-key": "luc_live_\u00e9" }],
    ["a header of its own with a scheme", { "x-api-key": `Bearer ${key}` }],
    ["a comma", { "x-api-key": `${key}, ${key}` }],
  ])("is invalid with %s", async (_, headers) => {
    expect(await asked(headers as Record<string, string>)).toEqual(invalid);
  });

  it("given in two headers of one name is invalid, even the same", async () => {
    for (const name of ["authorization", "x-api-key"]) {
      const headers = new Headers();
      const value = name === "authorization" ? `Bearer ${key}` : key;
      headers.append(name, value);
      headers.append(name, value);
      expect(await asked(headers)).toEqual(invalid);
    }
  });

  it("is refused from the instant on at which it expires, and not before", async () => {
    const { status, body, headers } = await world.ask("/contracts", { key: oldKey });
    expect([status, body]).toEqual([401, { error: "API key expired", code: "api_key_expired" }]);
    expect(headers.get("www-authenticate")).toBe("Bearer");
    // A millisecond is left.
    expect((await world.ask("/contracts", { key: otherKey })).status).toBe(200);
  });

  it("that is refused has not been used for anything", async () => {
    let calls = 0;
    const { ask } = await openWorld({ keys: () => undefined, onError: () => (calls += 1) });
    expect((await ask("/usage", { body: "not even JSON" })).status).toBe(401);
    expect(calls).toBe(0);
  });
});

describe("a look-up of keys", () => {
  const engine = createEngine({ store: createMemoryStore(), now });

  async function look(keys: KeyLookup): Promise<[status: number, errors: unknown[]]> {
    const errors: unknown[] = [];
    const handler = createHandler(engine, { keys, now, onError: (error) => errors.push(error) });
    const { status } = await askOf(handler, "http://localhost/v1/billing/contracts");
    return [status, errors.map(String)];
  }

  it("is asked for the hash, and may take its time", async () => {
    const hashes: string[] = [];
    const [status] = await look(async (sha256) => {
      hashes.push(sha256);
      await Promise.resolve();
      return { sha256: sha256.toUpperCase(), expires_at: null };
    });
    expect([status, hashes]).toEqual([200, [await hashApiKey(key)]]);
    expect((await look(() => null))[0]).toBe(401);
    expect((await look(async () => undefined))[0]).toBe(401);
  });

  it("that answers another key lets nobody in", async () => {
    const [status, errors] = await look(() => ({ sha256: "0".repeat(64) }));
    expect(status).toBe(500);
    expect(errors).toEqual(["InvariantError: keys answered another API key than it was asked for"]);
  });

  it("that fails is no answer of ours", async () => {
    const fails = (error: Error) => () => Promise.reject(error);
    expect(await look(fails(new Error("down")))).toEqual([500, ["Error: down"]]);
    expect(await look(fails(new StoreError("retryable", "down")))).toEqual([500, ["StoreError: down"]]);
    expect((await look((sha256) => ({ sha256, expires_at: "soon" })))[0]).toBe(500);
    expect((await look((sha256) => ({ sha256, account: "acme" })))[0]).toBe(500);
  });
});

describe("what the host is asked", () => {
  const secret = new BillingError([{ code: "contract_unknown", path: "", message: "secret" }]);
  const engine = createEngine({ store: createMemoryStore(), now });
  const fails = (): never => {
    throw secret;
  };

  it.each([
    ["keys", engine, fails],
    ["keys that reject", engine, () => Promise.reject(secret)],
    ["the engine of an account", fails, (sha256: string) => ({ sha256, account: "acme" })],
  ])("answers for itself: %s", async (_, source, keys) => {
    const errors: unknown[] = [];
    const handler = createHandler(source, { keys, now, onError: (error) => errors.push(error) });
    const { status, body } = await askOf(handler, "http://localhost/v1/billing/contracts");
    expect([status, body]).toEqual([500, { error: "Internal error", code: "internal_error" }]);
    expect(errors).toEqual([secret]);
  });
});

describe("createHandler", () => {
  const engine = createEngine({ store: createMemoryStore(), now });
  const sha256 = "ab".repeat(32);

  it.each([
    ["no clock", { keys: [], now: undefined }, "now must be a function"],
    ["no keys", { keys: undefined }, "keys must be an array"],
    ["a key in place of its hash", { keys: [{ sha256: "luc_live_acme" }] }, "must be 64 hex digits"],
    ["a record that is none", { keys: [null] }, "must be a record"],
    ["a hash twice", { keys: [{ sha256 }, { sha256: sha256.toUpperCase() }] }, "two of the API keys"],
    ["an expiry that is no instant", { keys: [{ sha256, expires_at: "2026-03-05" }] }, "expires_at"],
    ["an account beside one engine", { keys: [{ sha256, account: "a" }] }, "must not have an account"],
    ["a limit of nothing", { keys: [], maxBodyBytes: 0 }, "maxBodyBytes"],
    ["a base path without a slash", { keys: [], basePath: "billing" }, "basePath"],
    ["a base path that ends with one", { keys: [], basePath: "/billing/" }, "basePath"],
    ["a base path that goes up", { keys: [], basePath: "/v1/../billing" }, "basePath"],
  ])("refuses %s at once", (_, options, message) => {
    const all = { now, ...options } as unknown as Parameters<typeof createHandler>[1];
    expect(() => createHandler(engine, all)).toThrow(message);
  });

  it("wants an account on each key where the engine depends on it", () => {
    expect(() => createHandler(() => engine, { keys: [{ sha256 }], now })).toThrow("must have an account");
  });

  it("says nothing of the key in what it throws", () => {
    let message = "";
    try {
      createHandler(engine, { keys: [{ sha256: "luc_live_secret" }], now });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("64 hex digits");
    expect(message).not.toContain("secret");
  });
});

describe("hashApiKey", () => {
  it("is SHA-256 as hex", async () => {
    expect(await hashApiKey(key)).toBe(createHash("sha256").update(key).digest("hex"));
  });

  it.each([
    ["", "no text"],
    ["two words", "space"],
    ["k\u00e9y", "letter"],
    ["k".repeat(513), "length"],
    [7, "type"],
  ])("refuses %j, for its %s", async (text: string | number, _: string) => {
    await expect(hashApiKey(text as string)).rejects.toThrow("1 to 512 printable ASCII characters");
  });
});
