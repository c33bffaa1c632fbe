// The body of a request of Node as a stream of the web.
import type { NodeRequest } from "./nodeMessages.ts";

/** Nothing is taken from the socket before somebody reads, and then only as fast. */
export function bodyOf(incoming: NodeRequest): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isOpen = false;
  let isOver = false;

  function open(controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>): void {
    isOpen = true;
    const fail = (): void => {
      if (isOver) return;
      isOver = true;
      controller.error(new Error("the connection ended before the body did"));
    };
    incoming.on("data", (piece) => {
      if (isOver) return;
      controller.enqueue(new Uint8Array(piece));
      incoming.pause();
    });
    incoming.on("end", () => {
      if (isOver) return;
      isOver = true;
      controller.close();
    });
    incoming.on("error", fail);
    incoming.on("close", fail);
  }

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        // One that has ended tells nobody so again.
        if (incoming.readableEnded) return controller.close();
        if (!isOpen) open(controller);
        incoming.resume();
      },
      cancel() {
        // What is still to come is discarded once the answer is there.
        isOver = true;
      },
    },
    { highWaterMark: 0 },
  );
}
