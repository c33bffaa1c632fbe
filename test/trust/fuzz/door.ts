// One way into the library, as it is tried: what it is given when all is right, and how it is called.
import type { Scene } from "./scenes.ts";

export interface Door {
  readonly name: string;
  /** What is changed before the call: plain documents, or one text or lot of bytes. */
  readonly takes: "documents" | "text" | "bytes";
  /** Whether a document may also be given as its JSON text. */
  readonly readsText?: boolean;
  /**
   * Which values that JSON cannot make are within the promise: `any`, or `odd` ones that run no code when they are read. Left out: none, as
   * its arguments are documents that a parser of ours has made, or bytes.
   */
  readonly live?: "any" | "odd";
  /** Why an InvariantError is no failure here. */
  readonly misuse?: string;
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  /** The arguments that are changed, right as they are; a list of them. */
  given(scene: Scene): readonly unknown[];
  call(args: readonly unknown[], scene: Scene): unknown;
  /** It answers the caller's own values, as they came. */
  readonly raw?: boolean;
  /** Puts what it answered, written as JSON and read again, in once more: the same has to come out. */
  again?(answer: unknown, scene: Scene): unknown;
}
