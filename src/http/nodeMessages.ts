// What is used of the requests and responses of node:http and node:http2, so that no types of Node are needed.

/** A request as `node:http` gives it. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Names and values in turn, as they came: what is there twice stands there twice. */
  readonly rawHeaders: readonly string[];
  /** The body has been read to its end. */
  readonly readableEnded: boolean;
  on(event: "data", listener: (piece: Uint8Array) => void): unknown;
  on(event: "end" | "close", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "data", listener: (piece: Uint8Array) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
}

/** A response as `node:http` takes it. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly writableFinished: boolean;
  setHeader(name: string, value: string | readonly string[]): unknown;
  write(piece: Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: "drain" | "close" | "finish", listener: () => void): unknown;
  off(event: "drain" | "close", listener: () => void): unknown;
}

/** What `http.createServer` takes, and what Express mounts. */
export type NodeListener = (request: NodeRequest, response: NodeResponse) => void;
