// The command `serve`: the billing API over HTTP, in memory, until it is asked to stop.
import { createHandler, hashApiKey, toNodeListener } from "../http/index.ts";
import { createEngine, createMemoryStore, type Engine } from "../index.ts";
import type { CommandIo, OpenServer } from "./commandIo.ts";
import { quickstart } from "./quickstart.ts";
import { readTerms } from "./readTerms.ts";
import { Refusal } from "./refusal.ts";
import { greeting } from "./serveGreeting.ts";
import type { ServeOptions } from "./serveOptions.ts";

const basePath = "/v1/billing";

/** A contract with the versions of its price list. */
interface Book {
  readonly contract: { readonly id: string };
  readonly programs: readonly object[];
}

/** Resolves when it has stopped; throws a refusal when it cannot begin. */
export async function serveApi(options: ServeOptions, io: CommandIo): Promise<void> {
  const books = await readBooks(options, io);
  const now = (): number => io.present();
  const engine = createEngine({ store: createMemoryStore(), now });
  await fill(engine, books);
  const key = `luc_live_${hexOf(io.randomBytes(24))}`;
  const handler = createHandler(engine, {
    keys: [{ sha256: await hashApiKey(key) }],
    now,
    basePath,
    onError: (error) => io.writeMessage(`lucius-rating: answered with an error:\n${traceOf(error)}\n`),
  });
  const server = await io.listen(toNodeListener(handler), options).catch((error: unknown) => {
    throw unreachable(options, error);
  });
  // Heard from now on: who reads the address may ask at once.
  const stop = io.stopAsked();
  io.writeOutput(greetingOf(options, server, key, books));
  if (!isLocal(options.host))
    io.writeMessage("lucius-rating: other machines can reach this, and it has no TLS: for trying out only\n");
  await stop;
  io.writeMessage("lucius-rating: stopping\n");
  await server.close();
  io.setStatus(0);
}

/** The files' contracts, each as an active one, so that an offer can be tried out; without files, the quickstart's. */
async function readBooks({ files }: ServeOptions, io: CommandIo): Promise<readonly Book[]> {
  if (files.length === 0) return [quickstart];
  const books: Book[] = [];
  for (const pair of files) {
    const { contract, programs } = await readTerms(pair, io);
    if (books.some((book) => book.contract.id === contract.id))
      throw new Refusal([`${pair.contract}: contract ${JSON.stringify(contract.id)} is there twice`]);
    books.push({ contract, programs });
  }
  return books;
}

async function fill(engine: Engine, books: readonly Book[]): Promise<void> {
  for (const { contract, programs } of books) {
    await engine.putContract(contract);
    for (const program of programs) await engine.publishPricing(program);
  }
}

function greetingOf(
  { host, files }: ServeOptions,
  { port }: OpenServer,
  key: string,
  books: readonly Book[],
): string {
  const contracts = files.length === 0 ? undefined : books.map(({ contract }) => contract.id);
  return greeting({ origin: originOf(host, port), basePath, key, contracts });
}

/** Where this machine finds it: what listens everywhere does so here, too. */
function originOf(host: string, port: number): string {
  const near = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${near.includes(":") ? `[${near}]` : near}:${port}`;
}

function isLocal(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function unreachable({ host, port }: ServeOptions, error: unknown): Refusal {
  const { code } = error as { readonly code?: unknown };
  if (code === "EADDRINUSE")
    return new Refusal([
      `port ${port} of ${host} is in use: choose another with --port, or any that is free with --port 0`,
    ]);
  const why = error instanceof Error ? error.message : String(error);
  return new Refusal([`cannot listen on port ${port} of ${host}: ${why}`]);
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
