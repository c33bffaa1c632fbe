// A PostgreSQL server of one's own: a new cluster in a temporary folder, that can be killed and started again.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { descendantsOf, isAlive } from "./childProcesses.ts";
import { findPostgres, type Identity, postgresMissing, serverIdentity } from "./findPostgres.ts";

export interface ClusterOptions {
  /** Settings of the server, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A server with its data, reached from this machine only. */
export interface PostgresCluster {
  readonly url: string;
  /** Kills all processes of the server with SIGKILL: what a machine does that runs out of memory. */
  kill(): Promise<void>;
  /** Ends all connections at once and shuts down. */
  stop(): Promise<void>;
  /** Starts a server over the same data and at the same address, after `kill` or `stop`. */
  start(): Promise<void>;
  /** Stops the server, and removes its data. */
  remove(): Promise<void>;
}

/** What every test wants: many connections, and no time spent on what only a loss of power would show. */
const usualSettings = {
  max_connections: "200",
  fsync: "off",
  shared_buffers: "64MB",
  log_min_messages: "panic",
};

const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export async function startCluster({ settings = {} }: ClusterOptions = {}): Promise<PostgresCluster> {
  const binaries = findPostgres();
  if (binaries === undefined) throw new Error(postgresMissing);
  const identity = serverIdentity();
  const folder = mkdtempSync(join(tmpdir(), "lucius-postgres-"));
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid ?? 0);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    initialize(binaries, folder, identity);
    const cluster = clusterIn(binaries, folder, identity, await freePort(), {
      ...usualSettings,
      ...settings,
    });
    await cluster.start();
    return cluster;
  } catch (error) {
    remove();
    throw error;
  }
}

function initialize(binaries: string, folder: string, identity: Identity): void {
  const usual = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(binaries, "initdb"), [`--pgdata=${join(folder, "data")}`, ...usual], {
    ...identity,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
}

function clusterIn(
  binaries: string,
  folder: string,
  identity: Identity,
  port: number,
  settings: Readonly<Record<string, string>>,
): PostgresCluster {
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const own = { listen_addresses: "127.0.0.1", unix_socket_directories: "", port: String(port) };
  const options = Object.entries({ ...settings, ...own }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  let server: ChildProcess | undefined;
  const killNow = () => {
    const pid = server?.pid;
    if (pid === undefined || !isAlive(pid)) return;
    // The children are looked for first: once their parent is gone nobody knows whose they were.
    for (const victim of [pid, ...descendantsOf(pid)]) if (isAlive(victim)) process.kill(victim, "SIGKILL");
  };
  const leave = () => {
    killNow();
    rmSync(folder, { recursive: true, force: true });
  };
  const end = async (signal: () => void) => {
    const ending = server;
    if (ending?.pid === undefined) return;
    const children = descendantsOf(ending.pid);
    const ended = ending.exitCode === null && ending.signalCode === null ? once(ending, "exit") : undefined;
    signal();
    await ended;
    while (children.some(isAlive)) await pause(5);
    server = undefined;
  };
  // A process that is asked to end does so without telling anybody, unless somebody listens.
  const quit = () => process.exit(1);
  process.once("exit", leave);
  for (const signal of endings) process.once(signal, quit);
  return {
    url,
    kill: () => end(killNow),
    stop: () => end(() => server?.kill("SIGINT")),
    async start() {
      if (server !== undefined) throw new Error("the server is running");
      server = spawn(join(binaries, "postgres"), ["-D", join(folder, "data"), ...options], {
        ...identity,
        cwd: folder,
        stdio: ["ignore", "ignore", "inherit"],
      });
      await untilAnswering(url, server);
    },
    async remove() {
      await end(() => server?.kill("SIGINT"));
      process.removeListener("exit", leave);
      for (const signal of endings) process.removeListener(signal, quit);
      leave();
    },
  };
}

/** Waits until the server has recovered what it had to, and takes connections. */
async function untilAnswering(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server ended at once, with status ${server.exitCode}`);
    const client = new pg.Client({ connectionString: url });
    // A server that is starting up may take a connection and drop it.
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("select 1");
      return;
    } catch {
      await pause(20);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/**
 * Not one of those that a system gives to connections that go out: while a server is down, a client that tries to reach it, or
 * any other, would get its port, and the server could not come back.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 30_000);
    const server = createServer().listen(port, "127.0.0.1");
    // It rejects where the port is taken.
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
