// `serve` in this process, with a world of its own, and as a program that is stopped by signals.
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandIo, ExitStatus, OpenServer, Place } from "../../src/bin/commandIo.ts";
import { openServer } from "../../src/bin/openServer.ts";
import { refuseConnection } from "../../src/bin/refuseRequest.ts";
import { runCommand } from "../../src/bin/runCommand.ts";
import { type BuiltCommand, buildCommand, run, serve } from "../http/servedProcess.ts";
import { contract, pricing } from "./runWith.ts";

interface Outcome {
  readonly status: ExitStatus | undefined;
  readonly output: string;
  readonly messages: string;
  readonly places: readonly Place[];
}

/** An address that is kept for documentation, so that no machine has it. */
const nowhere = "192.0.2.1";

/** Runs the command; while it listens, `work` is done, and then it is asked to stop. */
async function runServe(
  args: readonly string[],
  work: (server: OpenServer, output: string) => Promise<void> = async () => {},
  files: Readonly<Record<string, unknown>> = {},
): Promise<Outcome> {
  let [output, messages] = ["", ""];
  let status: ExitStatus | undefined;
  let server: OpenServer | undefined;
  const places: Place[] = [];
  const all: Readonly<Record<string, unknown>> = {
    "contract.json": contract,
    "pricing.json": pricing,
    ...files,
  };
  const io: CommandIo = {
    readDocument: async (path) => {
      if (!Object.hasOwn(all, path)) throw new Error(`ENOENT: ${path}`);
      return new TextEncoder().encode(JSON.stringify(all[path]));
    },
    openUsage: () => {
      throw new Error("serve reads no usage");
    },
    writeDocument: () => Promise.reject(new Error("serve writes no file")),
    waitsForTyping: () => false,
    writeOutput: (text) => {
      output += text;
    },
    writeMessage: (text) => {
      messages += text;
    },
    messagesOnTerminal: false,
    milliseconds: () => 0,
    setStatus: (given) => {
      status = given;
    },
    present: () => Date.UTC(2026, 2, 5, 11, 21, 59, 868),
    randomBytes: (count) => new Uint8Array(count).fill(0xab),
    listen: async (listener, place) => {
      places.push(place);
      const host = place.host === nowhere ? nowhere : "127.0.0.1";
      server = await openServer(listener, { host, port: place.port === 8787 ? 0 : place.port });
      return server;
    },
    // Asked at once; the address is printed before this is waited for.
    stopAsked: async () => {
      await Promise.resolve();
      if (server !== undefined) await work(server, output);
    },
  };
  await runCommand(args, io);
  return { status, output, messages, places };
}

const headers = { authorization: `Bearer luc_live_${"ab".repeat(24)}` };

async function get(server: OpenServer, path: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers });
  return response.json();
}

describe("serve", () => {
  it("listens on 127.0.0.1, port 8787, unless told", async () => {
    const { places, status, messages } = await runServe(["serve"]);
    expect(places).toMatchObject([{ host: "127.0.0.1", port: 8787 }]);
    expect([status, messages]).toEqual([0, "lucius-rating: stopping\n"]);
  });

  it("prints its address and a key as lines of a shell", async () => {
    const { output } = await runServe(["serve", "--port=0"], async (server, printed) => {
      expect(printed).toBe("");
      expect(await get(server, "/v1/billing/contracts")).toMatchObject({ data: [{ id: "acme-corp-2026" }] });
    });
    expect(output).toMatch(/^# The billing API, in memory/);
    expect(output).toMatch(/^# Address: http:\/\/127\.0\.0\.1:[0-9]+\/v1\/billing$/m);
    expect(output).toContain(`\n# API key: luc_live_${"ab".repeat(24)}\n`);
    expect(output.match(/^curl /gm)?.length).toBe(5);
  });

  it("says where this machine finds it when it listens everywhere, and that others do, too", async () => {
    const { output, messages, places } = await runServe(["serve", "--port", "0", "--host", "0.0.0.0"]);
    expect(places[0]?.host).toBe("0.0.0.0");
    expect(output).toMatch(/^# Address: http:\/\/127\.0\.0\.1:/m);
    expect(messages).toContain("other machines can reach this");
    const six = await runServe(["serve", "--port", "0", "--host", "::"]);
    expect(six.output).toMatch(/^# Address: http:\/\/\[::1\]:/m);
    expect(six.output).toMatch(/^curl 'http:\/\/\[::1\]:[0-9]+\/v1\/billing\/contracts' /m);
  });

  it("holds the contracts of files, each as an active one, with its prices", async () => {
    const files = {
      "offer.json": { ...contract, id: "o'ffer$(1)", status: "draft" },
      "prices.json": [
        { ...pricing, contract: "o'ffer$(1)" },
        { ...pricing, contract: "o'ffer$(1)", version: 2, effective_date: "2026-05-01" },
      ],
    };
    const args = ["serve", "--contract", "contract.json", "--pricing", "pricing.json"];
    const more = ["--contract", "offer.json", "--pricing", "prices.json"];
    const { output, status } = await runServe(
      [...args, ...more],
      async (server) => {
        const list = (await get(server, "/v1/billing/contracts")) as {
          readonly data: readonly { readonly id: string; readonly status: string }[];
        };
        expect(list.data.map(({ id, status: given }) => [id, given]).sort()).toEqual([
          ["acme", "active"],
          ["o'ffer$(1)", "active"],
        ]);
        const path = "/v1/billing/contracts/o'ffer%24(1)/pricing";
        expect(await get(server, `${path}?version=2`)).toMatchObject({ effective_date: "2026-05-01" });
        expect(await get(server, path)).toMatchObject({ version: 1 });
      },
      files,
    );
    expect(status).toBe(0);
    expect(output.match(/^curl /gm)?.length).toBe(4);
    expect(output).toMatch(/^curl 'http:[^']*\/contracts\/o%27ffer%24\(1\)\/pricing' \\$/m);
  });

  it.each([
    [["--port", "70000"], '--port must be a number from 0 to 65535, is "70000"'],
    [["--port", "http"], "--port must be a number from 0 to 65535"],
    [["--port", "1", "--port", "2"], "--port is there 2 times"],
    [["--host", ""], "--host is empty"],
    [["--contract", "c"], "--contract and --pricing belong together, are there 1 and 0 times"],
    [["--contract", "", "--pricing", "p"], "--contract or --pricing is empty"],
    [["--usage", "u"], "--usage does not belong to serve"],
    [["--json"], "--json does not belong to serve"],
    [["now"], 'does not belong here: "now"'],
  ])("refuses %j with status 2", async (args, problem) => {
    const { status, messages, places } = await runServe(["serve", ...args]);
    expect(messages).toContain(`lucius-rating: ${problem}`);
    expect(messages).toContain("lucius-rating serve [--port N]");
    expect([status, places]).toEqual([2, []]);
  });

  it("is explained by --help", async () => {
    const { output, status } = await runServe(["serve", "--help"]);
    expect(status).toBe(0);
    for (const option of ["--port N", "--host HOST", "--contract FILE"])
      expect(output).toContain(`\n  ${option} `);
  });

  it("refuses files that do not hold what they should, and the same contract twice", async () => {
    const pair = ["--contract", "contract.json", "--pricing", "pricing.json"];
    const twice = await runServe(["serve", ...pair, ...pair]);
    expect([twice.status, twice.messages]).toEqual([
      2,
      'lucius-rating: contract.json: contract "acme" is there twice\n',
    ]);
    const missing = await runServe(["serve", "--contract", "no.json", "--pricing", "pricing.json"]);
    expect([missing.status, missing.messages]).toEqual([2, "lucius-rating: no.json: ENOENT: no.json\n"]);
    expect((await runServe(["preview", ...pair, "--port", "1"])).messages).toContain(
      "--port does not belong to preview",
    );
  });

  it("refuses a port that is in use, and a host that is none", async () => {
    const other = createServer();
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { status, messages } = await runServe(["serve", "--port", String(port)]);
    other.close();
    expect([status, messages]).toEqual([
      2,
      `lucius-rating: port ${port} of 127.0.0.1 is in use: choose another with --port, or any that is free with --port 0\n`,
    ]);
    const elsewhere = await runServe(["serve", "--host", nowhere]);
    expect(elsewhere.status).toBe(2);
    expect(elsewhere.messages).toMatch(/^lucius-rating: cannot listen on port 8787 of 192\.0\.2\.1: /);
  });
});

describe("openServer", () => {
  /** Connected, and heard of by the server, which has answered another request since. */
  async function connected(server: OpenServer, text = ""): Promise<Socket> {
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(text);
    await fetch(`http://127.0.0.1:${server.port}/`);
    return socket;
  }

  it.each([
    ["nothing", ""],
    ["half a request", "GET / HTTP/1.1\r\nHost: h\r\n"],
  ])("cuts a connection that has sent %s when it closes", async (_, text) => {
    const server = await openServer((_request, response) => response.end(), { host: "127.0.0.1", port: 0 });
    const silent = await connected(server, text);
    const cut = once(silent, "close");
    await server.close();
    await cut;
  });

  it("cuts a connection with running responses once the last of them has ended", async () => {
    const held: (() => unknown)[] = [];
    const server = await openServer(
      (request, response) => {
        if (request.url === "/") return response.end();
        return held.push(() => response.end());
      },
      { host: "127.0.0.1", port: 0 },
    );
    const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`;
    const socket = await connected(server, request("/a") + request("/b"));
    let answer = "";
    socket.on("data", (piece: Buffer) => {
      answer += piece.toString();
    });
    const cut = once(socket, "close");
    const closed = server.close();
    held[0]?.();
    await expect.poll(() => answer.match(/HTTP\/1\.1 200/g)?.length, { timeout: 20_000 }).toBe(1);
    held[1]?.();
    await Promise.all([closed, cut]);
    expect(answer.match(/HTTP\/1\.1 200/g)?.length).toBe(2);
  });

  it("cuts in the end who has stalled inside of a request", async () => {
    const server = await openServer(
      (request, response) => {
        request.on("end", () => response.end());
        request.resume();
      },
      { host: "127.0.0.1", port: 0 },
      50,
    );
    const stalled = await connected(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf");
    const cut = once(stalled, "close");
    await server.close();
    await cut;
  });
});

describe("what node refuses", () => {
  /** What comes back until the server closes the connection. */
  async function answerTo(port: number, ...pieces: readonly string[]): Promise<string> {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (piece: Buffer) => {
      answer += piece.toString();
    });
    socket.on("error", () => {});
    for (const piece of pieces) socket.write(piece);
    await once(socket, "close");
    return answer;
  }

  /** Status, headers that matter, and the body as it was read by its length. */
  function read(answer: string): unknown {
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    const fields = new Map(
      head
        .split("\r\n")
        .slice(1)
        .map((line) => line.toLowerCase().split(": ") as [string, string]),
    );
    expect(fields.get("content-type")).toBe("application/json");
    expect(fields.get("connection")).toBe("close");
    expect(fields.get("content-length")).toBe(String(body.length));
    return [head.split(" ")[1], JSON.parse(body)];
  }

  const taken: string[] = [];
  let server: OpenServer;
  beforeAll(async () => {
    server = await openServer(
      (request, response) => {
        taken.push(request.url ?? "");
        if (request.url === "/begun") response.write(new TextEncoder().encode("begun"));
        else if (request.url !== "/waiting") response.end();
      },
      { host: "127.0.0.1", port: 0 },
      50,
    );
  });
  afterAll(() => server.close());

  const request = (head: string): string => `GET / HTTP/1.1\r\nHost: h\r\n${head}\r\n\r\n`;
  it.each([
    ["headers of more than 16 kB", request(`X: ${"x".repeat(20_000)}`), "431", "Headers too large"],
    ["an expectation", request("Expect: foo"), "417", "Expectation failed"],
    ["a line that is no request", "hello\r\n\r\n", "400", "Bad request"],
    ["bytes of another protocol", "\u0016\u0003\u0001\u0002\r\n\r\n", "400", "Bad request"],
    ["no host", "GET / HTTP/1.1\r\n\r\n", "400", "Missing Host header"],
    ["no host and an expectation", "GET / HTTP/1.1\r\nExpect: foo\r\n\r\n", "400", "Missing Host header"],
    [
      "two lengths",
      `POST ${request("Transfer-Encoding: chunked\r\nContent-Length: 3").slice(4)}0\r\n\r\n`,
      "400",
      "Bad request",
    ],
  ])("has a body: %s", async (_, text, status, error) => {
    taken.length = 0;
    const answer = read(await answerTo(server.port, text));
    expect(answer).toEqual([status, { error, code: "bad_request" }]);
    expect(taken).toEqual([]);
  });

  it("has one inside of a request's own body, as long as nothing has been answered", async () => {
    const chunked = "HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(read(await answerTo(server.port, `POST /waiting ${chunked}no length\r\n`))).toEqual([
      "400",
      { error: "Bad request", code: "bad_request" },
    ]);
    const long = `1;${"x".repeat(20_000)}\r\n`;
    expect(read(await answerTo(server.port, `POST /waiting ${chunked}${long}`))).toEqual([
      "413",
      { error: "Body too large", code: "body_too_large" },
    ]);
  });

  it("is not put behind an answer that has begun", async () => {
    const answer = await answerTo(server.port, "GET /begun HTTP/1.1\r\nHost: h\r\n\r\nhello\r\n\r\n");
    expect(answer).not.toContain("error");
    expect(answer).not.toContain("400");
  });

  it("leaves a request of HTTP/1.0 its way without a host", async () => {
    expect(await answerTo(server.port, "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("goes on after clients that have gone away", async () => {
    for (const text of ["", "GET / HT", request("").slice(0, -2), "hello\r\n\r\n"]) {
      const socket = connect(server.port, "127.0.0.1");
      socket.on("error", () => {});
      await once(socket, "connect");
      socket.write(text);
      socket.resetAndDestroy();
      await once(socket, "close");
    }
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
  });

  it("has a body when the time is up", async () => {
    const slow = createServer({ headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 20 });
    slow.on("clientError", (error, socket) => refuseConnection(error, socket, false));
    slow.listen(0, "127.0.0.1");
    await once(slow, "listening");
    const answer = read(
      await answerTo((slow.address() as AddressInfo).port, "GET / HTTP/1.1\r\nHost: h\r\n"),
    );
    slow.close();
    expect(answer).toEqual(["408", { error: "Request timeout", code: "bad_request" }]);
  });

  it("is not written where nobody could read it", () => {
    for (const [code, ended] of [
      ["ECONNRESET", false],
      ["HPE_INVALID_METHOD", true],
    ] as const) {
      const written: unknown[] = [];
      const socket = new PassThrough();
      socket.on("data", (piece) => written.push(piece));
      if (ended) socket.end();
      refuseConnection(Object.assign(new Error("gone"), { code }), socket, false);
      expect([socket.destroyed, written]).toEqual([true, []]);
    }
  });
});

describe("the program", () => {
  let command: BuiltCommand;
  beforeAll(async () => {
    command = await buildCommand();
  }, 60_000);
  afterAll(() => command.remove());

  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends with 0 at %s, also while connections are kept",
    async (signal) => {
      const served = await serve(command.program);
      expect((await fetch(`${served.origin}/openapi.json`)).status).toBe(200);
      served.child.kill(signal);
      const { status, messages } = await served.ended;
      expect([status, messages]).toEqual([0, "lucius-rating: stopping\n"]);
    },
    20_000,
  );

  it("finishes what runs when it is asked to stop, and takes nothing new", async () => {
    const { child, origin, key, ended } = await serve(command.program);
    const { port } = new URL(origin);
    const body = JSON.stringify({
      events: [
        {
          external_contract_id: "acme-corp-2026",
          event_id: "e1",
          metric: "revenue_amount_invoiced",
          quantity: 1,
          timestamp: "2026-03-25T12:00:00Z",
        },
      ],
    });
    const sent = { "x-api-key": key, "content-type": "application/json", "content-length": body.length };
    const outgoing = request({
      ...{ host: "127.0.0.1", port, method: "POST", path: "/v1/billing/usage" },
      headers: sent,
      // Left alone, the connection would be kept for more than a minute.
      agent: new Agent({ keepAlive: true }),
    });
    outgoing.write(body.slice(0, 10));
    await once((await once(outgoing, "socket"))[0] as Socket, "connect");
    // The server has the beginning: another request that came after it has been answered.
    await fetch(`${origin}/openapi.json`);
    child.kill("SIGTERM");
    await once(child.stderr as NodeJS.ReadableStream, "data");
    await expect(fetch(`${origin}/openapi.json`)).rejects.toThrow();
    outgoing.end(body.slice(10));
    const [response] = (await once(outgoing, "response")) as [import("node:http").IncomingMessage];
    let text = "";
    for await (const piece of response) text += String(piece);
    expect(JSON.parse(text)).toMatchObject({ accepted: 1 });
    expect((await ended).status).toBe(0);
  }, 20_000);

  it("ends at once when it is asked a second time", async () => {
    const { child, origin, ended } = await serve(command.program);
    const outgoing = request(`${origin}/v1/billing/usage`, { method: "POST" });
    outgoing.on("error", () => {});
    outgoing.write("{");
    await once((await once(outgoing, "socket"))[0] as Socket, "connect");
    await fetch(`${origin}/openapi.json`);
    child.kill("SIGINT");
    await once(child.stderr as NodeJS.ReadableStream, "data");
    child.kill("SIGTERM");
    expect((await ended).signal).toBe("SIGTERM");
  }, 20_000);

  it("has another key each time, and ends with 2 when the port is in use", async () => {
    const [first, second] = [await serve(command.program), await serve(command.program)];
    expect(first.key).toMatch(/^luc_live_[0-9a-f]{48}$/);
    expect(second.key).not.toBe(first.key);
    const { port } = new URL(first.origin);
    const third = await run(command.program, ["serve", "--port", port]).ended;
    expect([third.status, third.output]).toEqual([2, ""]);
    expect(third.messages).toContain(`port ${port} of 127.0.0.1 is in use`);
    for (const { child, ended } of [first, second]) {
      child.kill();
      expect((await ended).status).toBe(0);
    }
  }, 20_000);
});
