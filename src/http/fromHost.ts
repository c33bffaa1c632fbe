// What the host's own functions throw. It says something to the host and nothing to a caller, whatever it is called.

/** Answered with 500; the cause is what the host threw. */
export class HostFailure extends Error {
  override readonly name: string = "HostFailure";

  constructor(cause: unknown) {
    super("a function of the host failed", { cause });
  }
}

/** Asks the host; rejects with a HostFailure where it throws or rejects. */
export async function fromHost<Value>(ask: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    throw new HostFailure(error);
  }
}
