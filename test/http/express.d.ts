// What the tests use of Express, which has no types of its own.
declare module "express" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  type Listener = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

  interface Express {
    (request: IncomingMessage, response: ServerResponse): void;
    use(listener: Listener): void;
    use(path: string, listener: Listener): void;
  }

  export default function express(): Express;
  export function json(): Listener;
}
