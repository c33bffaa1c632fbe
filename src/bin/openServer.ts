// A server that stops cleanly: what runs is finished, what waits for more is closed.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { NodeListener } from "../http/index.ts";
import type { OpenServer, Place } from "./commandIo.ts";

/** Resolves once it listens; rejects with the error of the system. */
export async function openServer(listener: NodeListener, { host, port }: Place): Promise<OpenServer> {
  let isClosing = false;
  // Longer than what usually stands in front keeps a connection, so that it never sends into one that has just been closed.
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    // A connection that has done its work would be kept for the next request.
    response.on("close", () => {
      if (isClosing) setImmediate(() => server.closeIdleConnections());
    });
    listener(request, response);
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: portOf(server),
    async close() {
      isClosing = true;
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
