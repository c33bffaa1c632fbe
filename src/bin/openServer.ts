// A server that stops cleanly: what runs is finished, and every other connection is cut; who does not finish is cut in the end.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { NodeListener } from "../http/index.ts";
import type { OpenServer, Place } from "./commandIo.ts";
import { type Answer, createConnections } from "./connections.ts";
import { refuseConnection, refuseExpectation, refuseHostless } from "./refuseRequest.ts";

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
  const connections = createConnections();
  const answering = (answer: Answer): Answer =>
    connections.counting((request, response) => {
      if (!refuseHostless(request, response)) answer(request, response);
    });
  const server = createServer(
    // Longer than what usually stands in front keeps a connection, so that it never sends into one that has just been closed. A
    // missing host is refused here, as node would do it without a body.
    { keepAliveTimeout: 65_000, requireHostHeader: false },
    answering(listener),
  );
  server.on(
    "checkExpectation",
    answering((_request, response) => refuseExpectation(response)),
  );
  server.on("clientError", (error, stream) => {
    // Over TCP the stream is a socket.
    refuseConnection(error, stream, connections.isAnswering(stream as Socket));
  });
  server.on("connection", connections.add);
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: portOf(server),
    async close() {
      const closed = once(server, "close");
      server.close();
      connections.close();
      const impatient = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(impatient);
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
