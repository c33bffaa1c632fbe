// L66: whether what clients were told of each event id could have been told by a register that is written once.

/** What a client asked for and was told, with the moments at which it asked and heard. */
export interface Operation {
  readonly id: string;
  /** Which of the two things that are said under the id. */
  readonly payload: 0 | 1;
  readonly start: number;
  readonly end: number;
  /** `none`: the client was told that nothing was written; `unknown`: that nobody knows. */
  readonly outcome: "accepted" | "duplicate" | "conflict" | "none" | "unknown";
}

/**
 * Every id for which no order of its operations explains what was told and what is stored, in words.
 *
 * One write decides an id: the first. So an order exists if and only if one operation can be named that wrote what is stored, and
 * everybody who was told of it (`duplicate`, `conflict`) ended after that one began. Who was told `accepted` must be the
 * writer; without such a one it can be any whose outcome is unknown and who said what is stored, and the one that
 * began first explains most. Who was told that nothing was written cannot be. Each id is looked at once, in linear time.
 */
export function registerFaults(
  operations: Iterable<Operation>,
  stored: ReadonlyMap<string, 0 | 1>,
): string[] {
  const byId = new Map<string, Operation[]>();
  for (const operation of operations) {
    const list = byId.get(operation.id);
    if (list === undefined) byId.set(operation.id, [operation]);
    else list.push(operation);
  }
  const faults = [...byId].flatMap(([id, list]) => {
    const fault = faultOf(list, stored.get(id));
    return fault === undefined ? [] : [`${id}: ${fault}: ${JSON.stringify(list)}`];
  });
  const unasked = [...stored.keys()].filter((id) => !byId.has(id));
  return [...faults, ...unasked.map((id) => `${id}: it is stored, and nobody sent it`)];
}

function faultOf(operations: readonly Operation[], stored: 0 | 1 | undefined): string | undefined {
  const told = operations.filter(({ outcome }) => outcome === "duplicate" || outcome === "conflict");
  const accepted = operations.filter(({ outcome }) => outcome === "accepted");
  if (stored === undefined)
    return told.length + accepted.length === 0
      ? undefined
      : "it is not stored, and somebody was told that it is";
  if (accepted.length > 1) return `it was accepted ${accepted.length} times`;
  if (accepted.some(({ payload }) => payload !== stored))
    return "another payload than the accepted one is stored";
  if (told.some(({ outcome, payload }) => (outcome === "duplicate") !== (payload === stored)))
    return "a duplicate or a conflict was told of what is not stored";
  const writers = accepted.length > 0 ? accepted : operations.filter((one) => mayHaveWritten(one, stored));
  if (writers.length === 0) return "it is stored, and nobody can have written it";
  const began = writers.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY);
  return told.some(({ end }) => end < began)
    ? "somebody was told of it before it can have been written"
    : undefined;
}

function mayHaveWritten({ outcome, payload }: Operation, stored: 0 | 1): boolean {
  return outcome === "unknown" && payload === stored;
}
