// A server that stops cleanly: what runs is finished, and every other connection is cut; who does not finish is cut in the end.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { NodeListener } from "../http/index.ts";
import type { OpenServer, Place } from "./commandIo.ts";

const defaultPatience = 10_000;

/**
 * Resolves once it listens; rejects with the error of the system.
 *
 * @param patience - milliseconds that are left to what runs when it is closed
 */
export async function openServer(
  listener: NodeListener,
  { host, port }: Place,
  patience: number = defaultPatience,
): Promise<OpenServer> {
  let isClosing = false;
  // How many responses run on each connection. Node calls idle only what has sent a request, so it has no say here.
  const running = new Map<Socket, number>();
  const leave = (socket: Socket): void => {
    if (running.get(socket) === 0) socket.destroySoon();
  };
  const count = (socket: Socket, change: 1 | -1): void => {
    const before = running.get(socket);
    if (before !== undefined) running.set(socket, before + change);
  };
  // Longer than what usually stands in front keeps a connection, so that it never sends into one that has just been closed.
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const { socket } = request;
    count(socket, 1);
    response.on("close", () => {
      count(socket, -1);
      if (isClosing) leave(socket);
    });
    listener(request, response);
  });
  server.on("connection", (socket) => {
    running.set(socket, 0);
    socket.on("close", () => running.delete(socket));
    if (isClosing) leave(socket);
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: portOf(server),
    async close() {
      isClosing = true;
      const closed = once(server, "close");
      server.close();
      for (const socket of [...running.keys()]) leave(socket);
      const impatient = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(impatient);
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
