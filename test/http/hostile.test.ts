// Requests that nobody sends by mistake: each has its status and an error as its body, and leaves everything that can be read as it was.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { InvariantError, StoreError } from "../../src/index.ts";
import { type Asked, contract, event, key, openWorld, requestOf, type World } from "./world.ts";

let world: World;
let before: unknown;
beforeAll(async () => {
  world = await openWorld();
  await world.engine.submitUsage({ events: [event("e1"), event("e2")] });
  before = await world.state();
});

/** Asks, and looks whether anything has changed. */
async function refused(path: string, asked?: Asked): Promise<[status: number, code: string | undefined]> {
  const { status, body } = await world.ask(path, asked);
  expect(await world.state()).toEqual(before);
  if (status >= 400) expect(body.error).toEqual(expect.any(String));
  return [status, body.code];
}

const json = { "content-type": "application/json" };
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe("bodies", () => {
  it.each([
    ["no body", "", 400, "json_invalid"],
    ["half a body", '{"events":[', 400, "json_invalid"],
    ["two bodies", '{"events":[]}{"events":[]}', 400, "json_invalid"],
    ["a comment", '{"events":[]} // all', 400, "json_invalid"],
    ["a number that is none", '{"events":[NaN]}', 400, "json_invalid"],
    ["a key twice", '{"events":[],"events":[{}]}', 400, "json_duplicate_key"],
    ["a key twice, once escaped", '{"events":[],"\\u0065vents":[{}]}', 400, "json_duplicate_key"],
    ["an unknown key", '{"events":[{}],"force":true}', 400, "field_unknown"],
    ["a prototype", '{"__proto__":{"events":[{}]}}', 400, "field_unknown"],
    ["a constructor", '{"constructor":{"prototype":{"events":[]}}}', 400, "field_unknown"],
    ["deep nesting", `{"events":${"[".repeat(33)}${"]".repeat(33)}}`, 400, "json_too_deep"],
    ["very deep nesting", `${"[".repeat(400_000)}${"]".repeat(400_000)}`, 400, "json_too_deep"],
    ["bytes that are no UTF-8", bytes('{"events":[{"event_id":"\xff"}]}'), 400, "body_not_utf8"],
    ["half a character", bytes('{"events":[{"event_id":"\xc3"}]}'), 400, "body_not_utf8"],
    ["a surrogate in UTF-8", bytes('{"events":[{"event_id":"\xed\xa0\x80"}]}'), 400, "body_not_utf8"],
    ["a longer form of a slash", bytes('{"a":"\xc0\xaf"}'), 400, "body_not_utf8"],
    ["UTF-16", bytes("\xff\xfe{\x00}\x00"), 400, "body_not_utf8"],
    ["UTF-16 without a mark", bytes("{\x00}\x00"), 400, "json_invalid"],
    ["a mark in the middle", bytes('{"events":\xef\xbb\xbf[]}'), 400, "json_invalid"],
  ])("with %s are refused", async (_, body, status, code) => {
    expect(await refused("/usage", { method: "POST", headers: json, body })).toEqual([status, code]);
  });

  it("may begin with a byte order mark", async () => {
    const body = bytes(`\xef\xbb\xbf${JSON.stringify({ events: [event("e1")] })}`);
    const { status, body: answer } = await world.ask("/usage", { body });
    expect([status, answer]).toMatchObject([200, { accepted: 1, events: [{ duplicate: true }] }]);
    expect(await world.state()).toEqual(before);
  });

  it("of prototype keys make rules and events that are refused, and nothing else", async () => {
    const path = `/contracts/${contract.id}/pricing-rules`;
    for (const body of ['{"__proto__":{"name":"x"}}', '{"constructor":{}}', '{"toString":1}']) {
      expect(await refused(path, { body })).toEqual([400, "field_unknown"]);
    }
    const evil = '{"events":[{"__proto__":{"event_id":"x"},"event_id":"y"}]}';
    expect((await refused("/usage", { body: evil }))[0]).toBe(200);
    expect(({} as { readonly event_id?: string; readonly name?: string }).event_id).toBeUndefined();
  });

  it("over the limit are refused, with a length or without, and with one that lies", async () => {
    const small = await openWorld({ maxBodyBytes: 1000 });
    await small.engine.submitUsage({ events: [event("e1")] });
    const state = await small.state();
    const exact = JSON.stringify({ events: [event("e1")] }).padEnd(1000);
    const stream = (text: string): ReadableStream =>
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < text.length; at += 100) controller.enqueue(bytes(text.slice(at, at + 100)));
          controller.close();
        },
      });
    const asks: [body: unknown, length: string | undefined, status: number][] = [
      [exact, undefined, 200],
      [stream(exact), undefined, 200],
      [exact, "1000", 200],
      [`${exact} `, undefined, 413],
      [stream(`${exact} `), undefined, 413],
      [`${exact} `, "10", 413],
      [`${exact} `, "-5", 413],
      [`${exact} `, "ten", 413],
      [stream(`${exact} `), "0", 413],
      [exact, "1001", 413],
      ["{}", "99999999999999999999999", 413],
    ];
    for (const [body, length, status] of asks) {
      const headers = length === undefined ? json : { ...json, "content-length": length };
      const answer = await small.ask("/usage", { method: "POST", headers, body });
      expect([length, answer.status]).toEqual([length, status]);
      if (status === 413)
        expect(answer.body).toEqual({ error: "The body must be at most 1000 bytes", code: "body_too_large" });
    }
    expect(await small.state()).toEqual(state);
  });

  it("that never end are not read on", async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect(await refused("/usage", { body: endless })).toEqual([413, "body_too_large"]);
    expect(pulled).toBeLessThan(20);
    expect(cancelled).toBe(true);
  });

  it("are copied piece by piece, so that a piece holds no memory once it has been read", async () => {
    const text = JSON.stringify({ events: [event("e1")] }).padEnd(10_000);
    // One array for all pieces: who keeps them has the last of them many times.
    const piece = new Uint8Array(1);
    let at = 0;
    const stream = new ReadableStream(
      {
        pull(controller) {
          if (at === text.length) return controller.close();
          piece[0] = text.charCodeAt(at);
          at += 1;
          controller.enqueue(piece);
        },
      },
      { highWaterMark: 0 },
    );
    const answer = await world.ask("/usage", { body: stream });
    expect(answer.body).toMatchObject({ accepted: 1, events: [{ duplicate: true }] });
  });

  it("that break off are refused", async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.enqueue(bytes('{"events":[')),
      pull: (controller) => controller.error(new Error("gone")),
    });
    expect(await refused("/usage", { body: broken })).toEqual([400, "body_incomplete"]);
  });

  it("that somebody has read before are a mistake of the host, and told to it", async () => {
    const request = requestOf("http://localhost/v1/billing/usage", { body: { events: [event("e9")] } });
    await request.text();
    world.errors.length = 0;
    const response = await world.handler(request);
    expect([response.status, await response.json()]).toMatchObject([500, { error: "Internal error" }]);
    await expect
      .poll(() => world.errors.map(String))
      .toEqual([
        "InvariantError: the body was read before the handler got it: mount it before a body parser",
      ]);
    expect(await world.state()).toEqual(before);
  });

  it("of methods that take none are not looked at", async () => {
    const answer = await world.ask("/contracts/nobody/pricing-rules/r", { method: "DELETE", body: "{{{" });
    expect([answer.status, answer.body.code]).toEqual([404, "contract_unknown"]);
  });
});

describe("content types", () => {
  const body = '{"events":[]}';

  it.each([
    "application/json",
    "APPLICATION/JSON",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    'application/json ; Charset="utf-8"',
    "application/json; charset=utf8; profile=x",
    "application/json;",
    "application/json; version=1",
  ])("%j is JSON", async (type) => {
    expect(await refused("/usage", { body, headers: { "content-type": type } })).toEqual([
      400,
      "batch_empty",
    ]);
  });

  it.each([
    "",
    "text/plain",
    "text/json",
    "application/jsonl",
    "application/json-patch+json",
    "application/vnd.api+json",
    "application/x-www-form-urlencoded",
    "application/json; charset=iso-8859-1",
    "application/json; charset=utf-16",
    'application/json; charset="us-ascii"',
    "application/json; charset=utf-8; charset=latin1",
    "application/json; charset",
    "application/json, text/html",
    "application/json charset=utf-8",
    "*/*",
  ])("%j is not", async (type) => {
    expect(await refused("/usage", { body, headers: { "content-type": type } })).toEqual([
      415,
      "content_type_unsupported",
    ]);
  });

  it("are wanted, and so is a body that is not compressed", async () => {
    const headers = { authorization: `Bearer ${key}` };
    const response = await world.handler(
      new Request("http://localhost/v1/billing/usage", { method: "POST", headers, body: bytes(body) }),
    );
    expect(response.status).toBe(415);
    const packed = { ...json, "content-encoding": "gzip" };
    expect((await refused("/usage", { body, headers: packed }))[0]).toBe(415);
    const plain = { ...json, "content-encoding": "Identity" };
    expect((await refused("/usage", { body, headers: plain }))[0]).toBe(400);
  });
});

describe("paths", () => {
  it.each([
    "/contracts/",
    "//contracts",
    "/contracts//pricing",
    "/contracts/acme-corp-2026/",
    "/contracts/acme-corp-2026/pricing/",
    "/Contracts",
    "/%63ontracts",
    "/contracts/%00",
    "/contracts/acme-corp-2026%00",
    "/contracts/%",
    "/contracts/%zz",
    "/contracts/%c3%28",
    "/contracts/%20",
    "/contracts/a%2Fb",
    "/contracts/..%2F..%2Fusage",
    "/contracts/%252e%252e",
    "/contracts/__proto__",
    "/contracts/constructor",
    "/contracts/constructor/pricing",
    "/contracts/%E2%82%AC",
    "/contracts/%F0%9F%98%80",
    `/contracts/${"a".repeat(255)}`,
    `/contracts/${"a".repeat(256)}`,
    `/contracts/${"a/".repeat(5000)}`,
    "/usage/__proto__",
    "/usage/toString",
    "/usage/acme-corp-2026%2Fe1",
    "/usage/e1%00",
    "/usage/*",
    "/invoices/__proto__",
    "/invoices/INV-2026-003%2F",
    "/invoices/INV-2026-3",
    "/invoices/INV-2026-0003",
    "/invoices/INV-99999999999999999999-001",
    "/invoices/acme-corp-2026%2FINV-2026-003",
    "/nowhere",
    "/",
    "/openapi.json/",
  ])("%j name nothing", async (path) => {
    expect((await refused(path))[0]).toBe(404);
  });

  it("may be written in percent signs, where they name an id", async () => {
    expect(await refused("/contracts/%61cme-corp-2026")).toEqual([200, undefined]);
    expect(await refused("/usage/%651")).toEqual([200, undefined]);
  });

  it("that a URL shortens are the shorter ones", async () => {
    for (const path of [
      "/usage/../contracts",
      "/usage/%2e%2e/contracts",
      "/./contracts",
      "/x/.%2E/contracts",
    ])
      expect(await refused(path)).toEqual([200, undefined]);
    // Out of the base path is out of it.
    expect(await refused("/../contracts")).toEqual([404, "not_found"]);
  });

  it.each([".", "..", "%2e", "%2E%2e"])("of a contract %j name nothing, nor another contract", async (id) => {
    const dots = await openWorld();
    for (const each of [".", "..", "pricing", "pricing-rules"])
      await dots.engine.putContract({ ...contract, id: each });
    for (const path of [`/contracts/${id}`, `/contracts/${id}/pricing`])
      expect((await dots.ask(path)).status).toBe(404);
    // What stands in the path as it was sent is an id.
    const named = await dots.ask("/contracts/%70ricing");
    expect([named.status, named.body.id]).toEqual([200, "pricing"]);
  });

  it("of rules that are not there change nothing, whatever they are called", async () => {
    for (const id of ["__proto__", "constructor", "hasOwnProperty", "0", "nobody"]) {
      const path = `/contracts/${contract.id}/pricing-rules/${id}`;
      expect(await refused(path, { method: "DELETE" })).toEqual([404, "rule_unknown"]);
      expect(await refused(path, { method: "PUT", body: { name: "x" } })).toEqual([404, "rule_unknown"]);
    }
  });

  it("in writing methods are refused as they are in reading ones", async () => {
    for (const method of ["PUT", "DELETE"]) {
      const path = `/contracts/${contract.id}/pricing-rules/%00`;
      const asked = method === "PUT" ? { method, body: "{}" } : { method };
      expect(await refused(path, asked)).toEqual([404, "not_found"]);
    }
  });
});

describe("queries", () => {
  it.each([
    ["limit=0", "limit_invalid"],
    ["limit=101", "limit_invalid"],
    ["limit=1e2", "limit_invalid"],
    ["limit=%205", "limit_invalid"],
    ["limit=+5", "limit_invalid"],
    ["limit=%2B5", "limit_invalid"],
    ["limit=-1", "limit_invalid"],
    ["limit=5.0", "limit_invalid"],
    ["limit=05", "limit_invalid"],
    ["limit=0x10", "limit_invalid"],
    ["limit=NaN", "limit_invalid"],
    ["limit=Infinity", "limit_invalid"],
    ["limit=%D9%A1%D9%A0", "limit_invalid"],
    ["limit=", "limit_invalid"],
    ["limit", "limit_invalid"],
    ["limit=99999999999999999999999999", "limit_invalid"],
    ["limit=5&limit=5", "parameter_repeated"],
    ["contract=a&metric=b&contract=a", "parameter_repeated"],
    ["limit[]=5", "parameter_unknown"],
    ["Limit=5", "parameter_unknown"],
    ["%6cimit=0", "limit_invalid"],
    ["offset=5", "parameter_unknown"],
    ["=", "parameter_unknown"],
    ["__proto__=1", "parameter_unknown"],
    ["constructor=1", "parameter_unknown"],
    ["__proto__[limit]=1", "parameter_unknown"],
    [`${"a".repeat(10_000)}=1`, "parameter_unknown"],
    ["status=", "status_invalid"],
    ["status=paid", "status_invalid"],
    ["status=__proto__", "status_invalid"],
    ["status=Rated", "status_invalid"],
    ["from=", "date_invalid"],
    ["from=2026-02-30", "date_invalid"],
    ["from=2026-03-01T00:00:00Z", "date_invalid"],
    ["to=tomorrow", "date_invalid"],
    ["to=%00", "date_invalid"],
    ["contract=", "id_invalid"],
    ["contract=%00", "id_invalid"],
    ["contract=a%2Fb", "id_invalid"],
    ["contract=%ff", "id_invalid"],
    ["metric=%E2%82%AC", "id_invalid"],
    [`metric=${"a".repeat(256)}`, "id_invalid"],
    ["starting_after=", "cursor_unknown"],
    ["starting_after=nobody", "cursor_unknown"],
    ["starting_after=a%2Fb%2Fc", "cursor_unknown"],
    ["starting_after=%2Fe1", "cursor_unknown"],
    ["starting_after=nobody%2Fe1", "cursor_unknown"],
    ["starting_after=e1%00", "cursor_unknown"],
    ["starting_after=__proto__", "cursor_unknown"],
  ])("?%s is refused with %s", async (query, code) => {
    expect(await refused(`/usage?${query}`)).toEqual([400, code]);
  });

  it("of one path are not known on another", async () => {
    for (const path of [
      "/contracts?contract=a",
      "/contracts/acme-corp-2026?status=active",
      "/contracts/acme-corp-2026/pricing?effective_date=2026-01-01",
      "/usage/e1?metric=calls",
      "/invoices?metric=calls",
      "/invoices/INV-2026-003?status=draft",
    ])
      expect(await refused(path)).toEqual([400, "parameter_unknown"]);
    expect(await refused("/usage?dry=1", { body: { events: [event("e3")] } })).toEqual([
      400,
      "parameter_unknown",
    ]);
  });
});

describe("failures of the store", () => {
  it.each([
    ["retryable", 503],
    ["unknown_outcome", 503],
    ["conflict", 503],
    ["fatal", 500],
  ] as const)("that are %s are told as %i, and to the host", async (code, status) => {
    const down = await openWorld();
    const secret = new StoreError(code, "password=hunter2 at 10.0.0.7");
    down.store.listUsage = () => Promise.reject(secret);
    const answer = await down.ask("/usage");
    expect(answer.status).toBe(status);
    expect(answer.headers.get("retry-after")).toBe(status === 503 ? "1" : null);
    expect(JSON.stringify([answer.body, [...answer.headers]])).not.toContain("hunter2");
    await expect.poll(() => down.errors, { timeout: 20_000 }).toEqual([secret]);
  });

  it("and bugs say nothing of themselves", async () => {
    const down = await openWorld();
    const thrown: unknown[] = [
      new InvariantError("secret"),
      new TypeError("secret"),
      "secret",
      undefined,
      null,
    ];
    for (const error of thrown) {
      down.store.listUsage = () => Promise.reject(error);
      const { status, body } = await down.ask("/usage");
      expect([status, body]).toEqual([500, { error: "Internal error", code: "internal_error" }]);
    }
    await expect.poll(() => down.errors, { timeout: 20_000 }).toEqual(thrown);
  });

  it("are answered also where the one who is told fails", async () => {
    for (const onError of [
      () => {
        throw new Error("worse");
      },
      () => Promise.reject(new Error("worse")),
    ]) {
      const down = await openWorld({ onError });
      down.store.listUsage = () => Promise.reject(new Error("bad"));
      expect((await down.ask("/usage")).status).toBe(500);
    }
  });
});

describe("anything at all", () => {
  it("has an answer of 200 or 4xx, and an error says so", async () => {
    const part = fc.oneof(
      fc.constantFrom(
        "contracts",
        "usage",
        "invoices",
        "pricing",
        "pricing-rules",
        contract.id,
        "e1",
        "..",
        "",
      ),
      fc.string({ unit: "binary" }),
      fc.constantFrom("%00", "%2F", "%zz", "__proto__"),
    );
    const query = fc.webQueryParameters();
    const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    const body = fc.oneof(fc.json(), fc.string({ unit: "binary" }), fc.uint8Array());
    await fc.assert(
      fc.asyncProperty(
        method,
        fc.array(part, { maxLength: 5 }),
        query,
        body,
        async (verb, parts, search, sent) => {
          const url = new URL("http://localhost/v1/billing/");
          url.pathname += parts.join("/");
          url.search = search;
          const asked = verb === "GET" || verb === "HEAD" ? { method: verb } : { method: verb, body: sent };
          const response = await world.handler(requestOf(url.href, asked));
          expect(response.status).toBeLessThan(500);
          if (response.status >= 400 && verb !== "HEAD")
            expect(await response.json()).toMatchObject({
              error: expect.any(String),
              code: expect.any(String),
            });
        },
      ),
      { numRuns: 1000 },
    );
    expect(await world.state()).toEqual(before);
  }, 60_000);
});
