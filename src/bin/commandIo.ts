// All that the command needs of the world around it, so that tests can give it another one.

export interface CommandIo {
  /** The bytes of a file; rejects with the error of the file system. */
  readDocument(path: string): Promise<Uint8Array>;
  /** The bytes of the usage, piece by piece; without a path, those of standard input. */
  openUsage(path: string | undefined): AsyncIterable<Uint8Array>;
  /** Whether standard input is a person at a keyboard. */
  waitsForTyping(): boolean;
  writeOutput(text: string): void;
  writeMessage(text: string): void;
  readonly messagesOnTerminal: boolean;
  /** A clock that only goes forward. */
  milliseconds(): number;
  setStatus(status: ExitStatus): void;
}

/** 0: all usage was taken · 1: some was rejected · 2: there was nothing to work with · 70: a bug of this program. */
export type ExitStatus = 0 | 1 | 2 | 70;
