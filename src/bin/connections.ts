// The connections of a server, and which responses run on each. Node calls idle only what has sent a request, so it has no say here.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What `node:http` calls with a request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Connections {
  add(socket: Socket): void;
  /** The same listener, its responses counted as running until they are closed. */
  counting(answer: Answer): Answer;
  /** Whether a response has begun to go out. */
  isAnswering(socket: Socket): boolean;
  /** Cuts what has nothing running, now and from now on. */
  close(): void;
}

export function createConnections(): Connections {
  let isClosing = false;
  const running = new Map<Socket, Set<ServerResponse>>();
  const leave = (socket: Socket): void => {
    if (running.get(socket)?.size === 0) socket.destroySoon();
  };
  return {
    add(socket) {
      running.set(socket, new Set());
      socket.on("close", () => running.delete(socket));
      if (isClosing) leave(socket);
    },
    counting: (answer) => (request, response) => {
      const { socket } = request;
      running.get(socket)?.add(response);
      response.on("close", () => {
        running.get(socket)?.delete(response);
        if (isClosing) leave(socket);
      });
      answer(request, response);
    },
    isAnswering: (socket) => [...(running.get(socket) ?? [])].some(({ headersSent }) => headersSent),
    close() {
      isClosing = true;
      for (const socket of [...running.keys()]) leave(socket);
    },
  };
}
