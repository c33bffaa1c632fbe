// L66 for events that are amended and taken back too: a search for an order, with everything remembered that leads nowhere.
import type { Operation, Told } from "./history.ts";

/** What holds of an event at some moment; empty: it is not there. */
interface Life {
  /** What it said, and last what it says now. */
  readonly said: readonly string[];
  readonly voided: boolean;
}

const unborn: Life = { said: [], voided: false };

/**
 * Why no order of the operations on one event explains what was told; undefined where one does. Steps forward one operation at a
 * time: next can be any that has begun before every other one that is left has ended. Where the same operations are left and the same
 * holds, the rest comes out the same, so each such place is visited once.
 */
export function faultOfLife(operations: readonly Operation[]): string | undefined {
  const dead = new Set<string>();
  const reaches = (left: readonly Operation[], life: Life): boolean => {
    const open = left.filter(({ told }) => told.as !== "unknown");
    if (open.length === 0) return true;
    const place = `${left.map((one) => operations.indexOf(one)).join(" ")} ${life.said.join()} ${life.voided}`;
    if (dead.has(place)) return false;
    const soonestEnd = Math.min(...open.map(({ end }) => end));
    const latestBegin = Math.max(
      ...operations.filter((one) => !left.includes(one)).map(({ begin }) => begin),
    );
    const found = left
      .filter(({ begin, end }) => begin < soonestEnd && end > latestBegin)
      .some((next) => {
        const after = step(life, next);
        const rest = left.filter((one) => one !== next);
        return after.some((one) => reaches(rest, one));
      });
    if (!found) dead.add(place);
    return found;
  };
  return reaches(operations, unborn) ? undefined : "no order explains it";
}

/** What can hold after an operation that told this; nothing where it cannot have been told. */
function step(life: Life, { kind, content, told }: Operation): Life[] {
  if (told.as === "unknown") return [done(life, kind, content)];
  if (!mayTell(life, content, told)) return [];
  if (told.as === "accepted") return [done(life, "submit", content)];
  if (told.as === "closed" && kind === "amend" && life.said.at(-1) === content) return [];
  if (told.as !== "found") return [life];
  const after = done(life, kind, content);
  const shows = told.voided === after.voided && told.content === after.said.at(-1);
  return shows && !(kind === "amend" && life.voided) ? [after] : [];
}

/** Whether the answer can be given before anything has been done. */
function mayTell({ said, voided }: Life, content: string, told: Told): boolean {
  const isThere = said.length > 0;
  if (told.as === "accepted" || told.as === "absent") return !isThere;
  if (told.as === "duplicate") return said.includes(content);
  if (told.as === "conflict") return isThere && !said.includes(content);
  if (told.as === "gone") return isThere && voided;
  if (told.as === "closed") return isThere && !voided;
  return isThere;
}

/** What holds once it has been done; what cannot be done changes nothing. */
function done(life: Life, kind: Operation["kind"], content: string): Life {
  const { said, voided } = life;
  if (kind === "submit") return said.length === 0 ? { said: [content], voided } : life;
  if (said.length === 0 || voided || kind === "look") return life;
  if (kind === "void") return { said, voided: true };
  return said.at(-1) === content
    ? life
    : { said: [...said.filter((one) => one !== content), content], voided };
}
