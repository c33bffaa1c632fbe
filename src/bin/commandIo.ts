// All that the command needs of the world around it, so that tests can give it another one.
import type { NodeListener } from "../http/index.ts";

export interface CommandIo {
  /** The bytes of a file; rejects with the error of the file system. */
  readDocument(path: string): Promise<Uint8Array>;
  /** The bytes of the usage, piece by piece; without a path, those of standard input. */
  openUsage(path: string | undefined): AsyncIterable<Uint8Array>;
  /** Whether standard input is a person at a keyboard. */
  waitsForTyping(): boolean;
  writeOutput(text: string): void;
  /** Writes a file, in place of one that is there; rejects with the error of the file system. */
  writeDocument(path: string, text: string): Promise<void>;
  writeMessage(text: string): void;
  readonly messagesOnTerminal: boolean;
  /** A clock that only goes forward. */
  milliseconds(): number;
  setStatus(status: ExitStatus): void;
  /** The present moment, in milliseconds since 1970. */
  present(): number;
  /** Bytes that nobody can guess. */
  randomBytes(count: number): Uint8Array;
  /** Begins to take requests; rejects with the error of the system. */
  listen(listener: NodeListener, place: Place): Promise<OpenServer>;
  /** Resolves when the program is asked to stop. From then on a second time ends it at once. */
  stopAsked(): Promise<void>;
}

/** Where a server listens. */
export interface Place {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** A server that listens. */
export interface OpenServer {
  readonly port: number;
  /** Takes no more, finishes what runs, and resolves when that is done. */
  close(): Promise<void>;
}

/** 0: all usage was taken · 1: some was rejected · 2: there was nothing to work with · 70: a bug of this program. */
export type ExitStatus = 0 | 1 | 2 | 70;
