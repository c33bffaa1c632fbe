// A server on a port of its own, and requests that are written byte by byte.
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";

export interface Listening {
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

export async function listen(listener: RequestListener | Server): Promise<Listening> {
  const server = typeof listener === "function" ? createServer(listener) : listener;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Writes pieces into a connection and answers all that comes back until the other side ends it. */
export async function talk(port: number, pieces: Iterable<string | Uint8Array>): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (piece: Buffer) => {
    answer += piece.toString("latin1");
  });
  // A connection that the other side cuts is an end as well.
  socket.on("error", () => {});
  const closed = new Promise((resolve) => {
    socket.on("close", resolve);
  });
  for (const piece of pieces) {
    if (socket.destroyed) break;
    if (!socket.write(piece)) await Promise.race([once(socket, "drain").catch(() => {}), closed]);
  }
  await closed;
  return answer;
}
