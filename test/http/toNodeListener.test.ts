// The handler behind a real socket: bodies as streams, headers as they came, clients that go away.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Handler, type NodeListenerOptions, toNodeListener } from "../../src/http/index.ts";
import { repository } from "../sourceFiles.ts";
import { type Listening, listen, talk } from "./listening.ts";
import { event, key, openWorld } from "./world.ts";

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(handler: Handler, options?: NodeListenerOptions): Promise<Listening> {
  const server = await listen(toNodeListener(handler, options));
  open.push(server);
  return server;
}

/** Status line and headers of a request, and what is in the body. */
function head(method: string, target: string, ...headers: readonly string[]): string {
  return `${[`${method} ${target} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers].join("\r\n")}\r\n\r\n`;
}

const documented = readFileSync(join(repository, "docs/http.md"), "utf8");
const authorization = `Authorization: Bearer ${key}`;

describe("toNodeListener", () => {
  it("gives the handler what was sent, and sends what it answers", async () => {
    const seen: unknown[] = [];
    const { origin } = await serve(async (asked) => {
      const url = new URL(asked.url);
      seen.push(asked.method, url.pathname, url.search, asked.headers.get("x-name"), await asked.text());
      const headers = new Headers({ "x-answer": "yes" });
      headers.append("set-cookie", "a=1");
      headers.append("set-cookie", "b=2");
      return new Response("gr\u00fc\u00dfe", { status: 202, headers });
    });
    const response = await fetch(`${origin}/a/b?c=d`, {
      method: "PUT",
      headers: { "x-name": "value" },
      body: "l\u00e4nge",
    });
    expect(seen).toEqual(["PUT", "/a/b", "?c=d", "value", "l\u00e4nge"]);
    expect([response.status, await response.text()]).toEqual([202, "gr\u00fc\u00dfe"]);
    expect([response.headers.get("x-answer"), response.headers.getSetCookie()]).toEqual([
      "yes",
      ["a=1", "b=2"],
    ]);
  });

  it("streams bodies both ways, piece by piece", async () => {
    const { port } = await serve(
      async (asked) =>
        new Response(asked.body?.pipeThrough(new TransformStream()) ?? null, { headers: { "x-echo": "1" } }),
    );
    const outgoing = request({ port, method: "POST", path: "/" });
    outgoing.write("first");
    const [response] = (await once(outgoing, "response")) as [import("node:http").IncomingMessage];
    // The first piece is back before the second has been sent.
    expect(String((await once(response, "data"))[0])).toBe("first");
    const ended = once(response, "end");
    outgoing.end("second");
    expect(String((await once(response, "data"))[0])).toBe("second");
    await ended;
  });

  it("passes on a large body whole, to a client that is slow to read it", async () => {
    const large = "0123456789abcdef".repeat(65_536);
    const { port } = await serve(async (asked) => new Response(await asked.text()));
    const outgoing = request({ port, method: "POST", path: "/" });
    outgoing.end(large);
    const [response] = (await once(outgoing, "response")) as [import("node:http").IncomingMessage];
    response.pause();
    await new Promise((resolve) => setTimeout(resolve, 20));
    let text = "";
    for await (const piece of response) text += String(piece);
    expect(text === large).toBe(true);
  });

  it("answers HEAD without a body, with the length that GET has", async () => {
    const { handler } = await openWorld();
    const { origin, port } = await serve(handler);
    const path = "/v1/billing/contracts";
    const got = await fetch(`${origin}${path}`, { headers: { "x-api-key": key } });
    const text = await talk(port, [head("HEAD", path, authorization)]);
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(text).toContain(`content-length: ${got.headers.get("content-length")}\r\n`);
    expect(text.endsWith("\r\n\r\n")).toBe(true);
  });

  it("keeps headers that came twice apart from those that came once", async () => {
    const { handler } = await openWorld();
    const { port } = await serve(handler);
    const twice = await talk(port, [head("GET", "/v1/billing/contracts", authorization, authorization)]);
    expect(twice).toMatch(/^HTTP\/1\.1 401 /);
    const mixed = await talk(port, [
      head("GET", "/v1/billing/contracts", authorization, "authorization: Bearer somebody"),
    ]);
    expect(mixed).toMatch(/^HTTP\/1\.1 401 /);
    const types = await talk(port, [
      `${head("POST", "/v1/billing/usage", authorization, "Content-Type: application/json", "Content-Type: text/html", "Content-Length: 2")}{}`,
    ]);
    expect(types).toMatch(/^HTTP\/1\.1 415 /);
  });

  it.each([
    ["a path that looks like a host", "//v1/billing/contracts", 404],
    ["a path with empty parts", "/v1//billing/contracts", 404],
    ["a slash at the end", "/v1/billing/contracts/", 404],
    ["a path that goes up and down", "/v1/billing/usage/../contracts", 200],
    ["a path that goes up in percent signs", "/v1/billing/usage/%2e%2e/contracts", 200],
    ["a path that goes up out of itself", "/../../v1/billing/contracts", 200],
    ["a whole address", "http://elsewhere.example/v1/billing/contracts", 200],
    ["a whole address with a name and a password", "http://u:p@host.example/v1/billing/contracts", 200],
    ["a whole address with a name", "http://u@host.example/v1/billing/contracts", 200],
    ["an asterisk", "*", 400],
    ["an address that is none", "http://[", 400],
    ["percent signs that mean nothing", "/v1/billing/contracts/%zz", 404],
    ["bytes that are no UTF-8", "/v1/billing/contracts/%ff", 404],
    ["a question mark alone", "/v1/billing/contracts?", 200],
    ["a part behind a number sign", "/v1/billing/contracts#a", 200],
    ["a path of 10,000 characters", `/v1/billing/contracts/${"a".repeat(10_000)}`, 404],
  ])("answers %s", async (_, target, status) => {
    const { handler } = await openWorld();
    const { port } = await serve(handler);
    const text = await talk(port, [head("GET", target, authorization)]);
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    if (status === 200) return;
    const [, code] = /\r\n\r\n.*\{"error":"[^"]+","code":"([^"]+)"/s.exec(text) ?? [];
    expect(documented).toContain(`\`${code}\``);
  });

  it("answers a host that is none as it does any other", async () => {
    const { handler } = await openWorld();
    const { port } = await serve(handler);
    for (const host of ["a/../b", "user@host", "[::1", "h:99999", "", "a b"]) {
      const lines = [
        "GET /v1/billing/contracts HTTP/1.1",
        `Host: ${host}`,
        "Connection: close",
        authorization,
      ];
      expect(await talk(port, [`${lines.join("\r\n")}\r\n\r\n`])).toMatch(/^HTTP\/1\.1 200 /);
    }
  });

  it("refuses methods that no Request can have", async () => {
    const { handler } = await openWorld();
    const { port } = await serve(handler);
    const text = await talk(port, [head("TRACE", "/v1/billing/contracts", authorization)]);
    expect(text).toMatch(/^HTTP\/1\.1 405 /);
    expect(text).toContain("allow: GET, HEAD, POST, PUT, DELETE\r\n");
  });

  it.each(["close", "keep-alive"])(
    "answers 413 to a body that never ends, and cuts the connection: %s",
    async (connection) => {
      const { handler } = await openWorld();
      const { port } = await serve(handler);
      const mebibyte = "x".repeat(1024 * 1024);
      let sent = 0;
      function* endless(): Generator<string> {
        const lines = [`Connection: ${connection}`, authorization, "Content-Type: application/json"];
        yield `POST /v1/billing/usage HTTP/1.1\r\nHost: h\r\n${lines.join("\r\n")}\r\nTransfer-Encoding: chunked\r\n\r\n`;
        for (; sent < 200; sent += 1) yield `${mebibyte.length.toString(16)}\r\n${mebibyte}\r\n`;
        yield "0\r\n\r\n";
      }
      const text = await talk(port, endless());
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(sent).toBeLessThan(100);
    },
  );

  it("takes no more from the socket than is read", async () => {
    const mebibyte = new Uint8Array(1024 * 1024);
    const total = 64 * mebibyte.length;
    let taken = 0;
    const sockets: Socket[] = [];
    const listener = toNodeListener(async (asked) => {
      const reader = asked.body?.getReader();
      let length = (await reader?.read())?.value?.length ?? 0;
      // Nobody reads for so long that all of it could have come.
      await new Promise((resolve) => setTimeout(resolve, 500));
      taken = sockets[0]?.bytesRead ?? total;
      for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read())
        length += next.value.length;
      return new Response(String(length));
    });
    const server = await listen(
      createServer((incoming, outgoing) => {
        sockets.push(incoming.socket);
        listener(incoming, outgoing);
      }),
    );
    open.push(server);
    const body = new ReadableStream({
      start(controller) {
        for (let at = 0; at < 64; at += 1) controller.enqueue(mebibyte);
        controller.close();
      },
    });
    const init = { method: "POST", body: body as never, duplex: "half" as const };
    expect(await (await fetch(server.origin, init)).text()).toBe(String(total));
    expect(taken).toBeLessThan(total / 2);
  }, 30_000);

  it("answers 413 to a length that is too large before the body has come, and goes on with the connection", async () => {
    const { handler } = await openWorld();
    const { port } = await serve(handler);
    const body = "x".repeat(2 * 1024 * 1024);
    const headers = [authorization, "Content-Type: application/json", `Content-Length: ${body.length}`];
    const first = `POST /v1/billing/usage HTTP/1.1\r\nHost: h\r\n${headers.join("\r\n")}\r\n\r\n`;
    const text = await talk(port, [first, body, head("GET", "/v1/billing/contracts", authorization)]);
    expect([...text.matchAll(/HTTP\/1\.1 ([0-9]+) /g)].map(({ 1: status }) => status)).toEqual([
      "413",
      "200",
    ]);
  });

  it("takes a body in small pieces, and several requests over one connection", async () => {
    const { handler, ask } = await openWorld();
    const { port } = await serve(handler);
    const post = (id: string): string => {
      const body = JSON.stringify({ events: [event(id)] });
      const lines = [authorization, "Content-Type: application/json", "Transfer-Encoding: chunked"];
      const pieces = [...body].map((char) => `1\r\n${char}\r\n`).join("");
      return `POST /v1/billing/usage HTTP/1.1\r\nHost: h\r\n${lines.join("\r\n")}\r\n\r\n${pieces}0\r\n\r\n`;
    };
    const text = await talk(port, [
      post("p1"),
      post("p2"),
      head("GET", "/v1/billing/usage/p2", authorization),
    ]);
    expect(text.match(/"accepted":1/g)?.length).toBe(2);
    expect(text).toContain('"id":"p2"');
    expect((await ask("/usage")).body.total_count).toBe(2);
  });

  it("aborts the request when the client goes away, and changes nothing", async () => {
    const { handler, state } = await openWorld();
    const before = await state();
    const answers: Response[] = [];
    let aborted: (value: unknown) => void = () => {};
    const gone = new Promise((resolve) => {
      aborted = resolve;
    });
    const { port } = await serve(async (asked) => {
      asked.signal.addEventListener("abort", aborted);
      const response = await handler(asked);
      answers.push(response.clone());
      return response;
    });
    const socket = connect(port, "127.0.0.1");
    const body = JSON.stringify({ events: [event("e1")] });
    const headers = [authorization, "Content-Type: application/json", `Content-Length: ${body.length}`];
    socket.write(`${head("POST", "/v1/billing/usage", ...headers)}${body.slice(0, -1)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await gone;
    await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(1);
    expect(await answers[0]?.json()).toMatchObject({ code: "body_incomplete" });
    expect(await state()).toEqual(before);
  });

  it("stops an answer that nobody waits for", async () => {
    let cancelled: (value: unknown) => void = () => {};
    const stopped = new Promise((resolve) => {
      cancelled = resolve;
    });
    const piece = new Uint8Array(65_536);
    const { port } = await serve(
      async () =>
        new Response(new ReadableStream({ pull: (at) => at.enqueue(piece), cancel: () => cancelled(true) })),
    );
    const socket = connect(port, "127.0.0.1");
    socket.write(head("GET", "/"));
    await once(socket, "data");
    socket.destroy();
    expect(await stopped).toBe(true);
  });

  it("answers 500 for a handler that rejects, and tells of it", async () => {
    const errors: unknown[] = [];
    const { origin } = await serve(() => Promise.reject(new Error("boom")), {
      onError: (error) => {
        errors.push(String(error));
        throw new Error("and so does this");
      },
    });
    const response = await fetch(origin);
    expect([response.status, await response.json()]).toEqual([
      500,
      { error: "Internal error", code: "internal_error" },
    ]);
    expect(errors).toEqual(["Error: boom"]);
  });

  it("cuts an answer that breaks off, so that it is not taken for the whole", async () => {
    const broken = new Response(
      new ReadableStream({
        start: (at) => at.enqueue(new TextEncoder().encode("half")),
        pull: (at) => at.error(new Error("broken")),
      }),
    );
    const errors: unknown[] = [];
    const { origin } = await serve(async () => broken, { onError: (error) => errors.push(String(error)) });
    await expect(fetch(origin).then((response) => response.text())).rejects.toThrow();
    expect(errors).toEqual(["Error: broken"]);
  });
});
