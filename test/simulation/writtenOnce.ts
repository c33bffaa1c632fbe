// L66 for events that are only sent and looked at: a register that is written once, checked in linear time.
import type { Operation } from "./history.ts";

/**
 * Why no order of the operations on one event explains what was told; undefined where one does. An order has to respect time: what
 * had ended before something else began comes before it.
 *
 * The register is empty until it is written, and then stays as it is. So an order is a moment for the one write, and the others fall
 * on either side. Who was told `accepted` is the writer, so there is at most one. If nobody was, but somebody was told of the event,
 * the writer is one whose outcome is unknown; of those that said the same, the one that began first can do whatever another can,
 * so only that one needs to be looked at. Everybody who was told of the event has to be able to come after the write: it
 * begins before they end. Everybody who was told that there is none has to be able to come before it: they began before the
 * writer ended, and before those ended who were told of it. The latest beginning of what lies before and the earliest end of what
 * lies behind decide that; if the one is before the other, a moment between them is the write's, and each other operation takes
 * a moment of its own on its side. An unknown outcome that is not the writer's took place never, or after the write, where it
 * changes nothing. Each operation is looked at a fixed number of times.
 */
export function faultOfWrittenOnce(operations: readonly Operation[]): string | undefined {
  const accepted = operations.filter(({ told }) => told.as === "accepted");
  const seers = operations.filter(({ told }) => ["duplicate", "conflict", "found"].includes(told.as));
  const before = operations.filter(({ told }) => told.as === "absent");
  if (accepted.length > 1) return `it was accepted ${accepted.length} times`;
  if (accepted.length + seers.length === 0) return undefined;
  const writers =
    accepted.length === 1
      ? accepted
      : operations.filter(({ kind, told }) => kind === "submit" && told.as === "unknown");
  const fitting = writers.filter(({ content }) => seers.every((seer) => agrees(seer, content)));
  const [writer] = [...fitting].sort((a, b) => a.begin - b.begin);
  if (writer === undefined)
    return writers.length === 0 ? "it is there, and nobody wrote it" : "what was told of it differs";
  const latestBegin = Math.max(writer.begin, ...before.map(({ begin }) => begin));
  const earliestEnd = Math.min(writer.end, ...seers.map(({ end }) => end));
  return latestBegin < earliestEnd ? undefined : "it was there before it was written, or gone after it";
}

/** Whether the register can hold this content, by what one was told. */
function agrees({ told, content }: Operation, written: string): boolean {
  if (told.as === "duplicate") return content === written;
  if (told.as === "conflict") return content !== written;
  return told.as === "found" && !told.voided && told.content === written;
}
