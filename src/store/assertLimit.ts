// A list has to be told how long it may be.
import { InvariantError } from "../model/errors.ts";

/** Throws an InvariantError unless the limit is a whole number from 0. */
export function assertLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 0)
    throw new InvariantError(`a list's limit is ${limit}, not a whole number from 0`);
}
