// The handler in the frameworks that the documentation shows, each behind a socket of its own.
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, createServer as createSecondServer, type IncomingHttpHeaders } from "node:http2";
import type { AddressInfo } from "node:net";
import express, { json } from "express";
import { Hono } from "hono";
import { afterEach, describe, expect, it } from "vitest";
import {
  type Handler,
  type HandlerOptions,
  type OpenApiDocument,
  toNodeListener,
} from "../../src/http/index.ts";
import { type Listening, listen } from "./listening.ts";
import { event, key, openWorld } from "./world.ts";

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

type Mount = (handler: Handler) => Parameters<typeof listen>[0];
type Spread = Readonly<Record<string, Mount>>;

/** An application of Hono is itself a function from a Request to a Response. */
function hono(set: (app: Hono, handler: Handler) => void): Mount {
  return (handler) => {
    const app = new Hono();
    app.get("/health", (context) => context.text("fine"));
    set(app, handler);
    return toNodeListener(async (request) => app.fetch(request));
  };
}

const mounts: Spread = {
  "node:http": (handler) => createServer(toNodeListener(handler)),
  "Hono, app.all": hono((app, handler) => {
    app.all("/v1/billing/*", (context) => handler(context.req.raw));
  }),
  "Express 5, app.use": (handler) => {
    const app = express();
    app.use(toNodeListener(handler));
    return app;
  },
  "Express 5, with a parser of bodies behind it": (handler) => {
    const app = express();
    app.use(toNodeListener(handler));
    app.use(json());
    return app;
  },
};
/** Frameworks that take the path that they mount at away. */
const stripping: Spread = {
  "Hono, app.mount": hono((app, handler) => {
    app.mount("/v1/billing", handler);
  }),
  "Express 5, app.use with a path": (handler) => {
    const app = express();
    app.use("/v1/billing", toNodeListener(handler));
    return app;
  },
};

async function callsThrough(mount: Mount, options: Partial<HandlerOptions> = {}): Promise<void> {
  const { handler } = await openWorld(options);
  const server = await listen(mount(handler));
  open.push(server);
  const base = `${server.origin}/v1/billing`;
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const posted = await fetch(`${base}/usage`, {
    method: "POST",
    headers,
    body: JSON.stringify({ events: [event("e-1"), event("e2")] }),
  });
  expect(await posted.json()).toMatchObject({ accepted: 2, rejected: 0 });
  const invoice = await fetch(`${base}/invoices/INV-2026-003`, { headers });
  expect(await invoice.json()).toMatchObject({ total: 3000 });
  const filtered = await fetch(`${base}/usage?limit=1&starting_after=e2`, { headers });
  expect(await filtered.json()).toMatchObject({ data: [{ id: "e-1" }] });
  expect((await fetch(`${base}/usage`)).status).toBe(401);
  expect((await fetch(`${base}/usage`, { method: "DELETE", headers })).status).toBe(405);
  expect((await fetch(`${base}/contracts`, { method: "HEAD", headers })).status).toBe(200);
  const large = await fetch(`${base}/usage`, { method: "POST", headers, body: " ".repeat(2 ** 21) });
  expect(await large.json()).toMatchObject({ code: "body_too_large" });
  const document = (await (await fetch(`${base}/openapi.json`)).json()) as OpenApiDocument;
  const [at = { url: "" }] = document.servers ?? [];
  for (const path of Object.keys(document.paths).filter((one) => !one.includes("{")))
    expect((await fetch(`${server.origin}${at.url}${path}`, { headers })).status, path).toBe(200);
}

describe("the handler", () => {
  it.each(Object.keys(mounts))("answers in %s", async (name) => {
    await callsThrough(mounts[name] as Mount);
  });

  it.each(Object.keys(stripping))("answers in %s, without a base path of its own", async (name) => {
    await callsThrough(stripping[name] as Mount, { basePath: "/", servers: ["/v1/billing"] });
  });

  it("tells who mounts it behind a parser of bodies that the body is gone", async () => {
    const errors: string[] = [];
    const { handler, state } = await openWorld();
    const before = await state();
    const app = express();
    app.use(json());
    app.use(toNodeListener(handler, { onError: (error) => errors.push(String(error)) }));
    const server = await listen(app);
    open.push(server);
    const headers = { "x-api-key": key, "content-type": "application/json" };
    const body = JSON.stringify({ events: [event("e1")] });
    const response = await fetch(`${server.origin}/v1/billing/usage`, { method: "POST", headers, body });
    expect(response.status).toBe(500);
    expect(errors).toEqual(["Error: the body was read before: mount the listener before a body parser"]);
    expect(await state()).toEqual(before);
    // What has no body is none the worse for it.
    expect((await fetch(`${server.origin}/v1/billing/usage`, { headers })).status).toBe(200);
  });

  it("answers over HTTP/2", async () => {
    const { handler } = await openWorld();
    const server = createSecondServer(toNodeListener(handler));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const path = { ":method": "POST", ":path": "/v1/billing/usage" };
    const stream = client.request({ ...path, "x-api-key": key, "content-type": "application/json" });
    stream.end(JSON.stringify({ events: [event("e1")] }));
    const [headers] = (await once(stream, "response")) as [IncomingHttpHeaders];
    expect(headers[":status"]).toBe(200);
    let text = "";
    for await (const piece of stream) text += String(piece);
    expect(JSON.parse(text)).toMatchObject({ accepted: 1 });
    client.close();
    server.close();
    await once(server, "close");
  });

  it("leaves other paths of a framework alone", async () => {
    const { handler } = await openWorld();
    const server = await listen((mounts["Hono, app.all"] as Mount)(handler));
    open.push(server);
    expect(await (await fetch(`${server.origin}/health`)).text()).toBe("fine");
  });
});
