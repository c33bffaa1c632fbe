// A proxy between a client and a PostgreSQL server that reads along, and cuts the connection where it is told to.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { kindOf, messageReader, statementReader } from "./messageReader.ts";

/**
 * Where a connection is cut. `before`: the statement does not reach the server. `sent`: it does, and nobody waits.
 * `answered`: the server has carried it out, and its answer is lost. `anywhere`: whatever was under way.
 */
export type Cut = "before" | "sent" | "answered" | "anywhere";

/** Looks at each statement before it is passed on; `hasWritten`: its transaction has changed rows by now. */
export type CutPlan = (statement: string, hasWritten: boolean) => Exclude<Cut, "anywhere"> | undefined;

export interface CuttingProxy {
  /** Where the server is reached through the proxy. */
  readonly url: string;
  /** Connections that were cut. */
  readonly cuts: Readonly<Record<Cut, number>>;
  /** What is cut from now on; nothing at first. */
  plan: CutPlan;
  /** Cuts one of the connections that are open, if there are any. */
  cutOne(random: () => number): void;
  close(): Promise<void>;
}

export async function openCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const open = new Set<() => void>();
  const cuts = { before: 0, sent: 0, answered: 0, anywhere: 0 };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || "5432"), target.hostname);
    const end = (cut?: Cut) => {
      if (!open.delete(cutAnywhere)) return;
      if (cut !== undefined) cuts[cut] += 1;
      // Half of the clients are told that the connection was reset, the others that it has ended.
      if (cut !== undefined && cuts[cut] % 2 === 0) client.resetAndDestroy();
      else client.destroy();
      upstream.destroy();
    };
    const cutAnywhere = () => end("anywhere");
    open.add(cutAnywhere);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on("error", () => end());
      socket.on("close", () => end());
    }
    passAlong(client, upstream, (...looked) => proxy.plan(...looked), end);
  });
  await listen(server);
  const url = new URL(serverUrl);
  url.hostname = "127.0.0.1";
  url.port = String(portOf(server));
  const proxy: CuttingProxy = {
    url: url.href,
    cuts,
    plan: () => undefined,
    cutOne(random) {
      [...open][Math.floor(random() * open.size)]?.();
    },
    async close() {
      server.close();
      for (const cut of [...open]) cut();
      await once(server, "close");
    },
  };
  return proxy;
}

/** Passes messages on, one by one, until the plan says that it is enough. */
function passAlong(client: Socket, upstream: Socket, plan: CutPlan, end: (cut: Cut) => void): void {
  const [readClient, readServer, readStatement] = [
    messageReader("client"),
    messageReader("server"),
    statementReader(),
  ];
  let isMuted = false;
  let hasWritten = false;
  let hasStarted = false;
  client.on("data", (chunk) => {
    for (const message of readClient(chunk)) {
      const statement = hasStarted ? readStatement(message) : undefined;
      hasStarted = true;
      if (statement !== undefined)
        hasWritten = !/^\s*begin\b/i.test(statement) && (hasWritten || changesRows(statement));
      const cut = statement === undefined || isMuted ? undefined : plan(statement, hasWritten);
      if (cut === "before") return end("before");
      upstream.write(message);
      if (cut === "sent") return end("sent");
      if (cut === "answered") isMuted = true;
    }
    return undefined;
  });
  upstream.on("data", (chunk) => {
    const messages = readServer(chunk);
    // A client sends its next statement when it has the answer to the last: what comes now answers the one that is cut.
    if (!isMuted) for (const message of messages) client.write(message);
    else if (messages.some((message) => answers.includes(kindOf(message)))) end("answered");
  });
}

function changesRows(statement: string): boolean {
  return /\b(insert|update|delete)\b/i.test(statement.replace(/\bfor (no key )?update\b/gi, ""));
}

/** CommandComplete and ErrorResponse: a statement is done, or has failed. */
const answers = ["C", "E"];

async function listen(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server on TCP has a port");
  return address.port;
}
