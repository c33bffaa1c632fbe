// What a contract holds, as the oracle takes it. The same contents are the same objects, so that the oracle works each of them out once.
import type { Period } from "../../src/model/period.ts";
import type { Snapshot } from "../../src/store/billingStore.ts";
import type { Books } from "../oracle/above/books.ts";
import { localDate } from "../oracle/calendar.ts";
import { periodAt } from "../oracle/periods.ts";
import type { World } from "../oracle/rate.ts";

const worlds = new Map<string, World>();
const mostRemembered = 4_000;

export function booksOf(snapshot: Pick<Snapshot, "account" | "events">): Books {
  const { invoices, grants } = snapshot.account;
  return { world: worldOf(snapshot), invoices, grants };
}

function worldOf({ account, events }: Pick<Snapshot, "account" | "events">): World {
  const { contract, programs } = account;
  const counting = events.filter(({ status }) => status !== "voided").map(({ event }) => event);
  const key = JSON.stringify([contract, programs, counting]);
  const known = worlds.get(key);
  if (known !== undefined) return known;
  if (worlds.size >= mostRemembered) worlds.clear();
  const world: World = { contract, programs, events: counting };
  worlds.set(key, world);
  return world;
}

const periods = new Map<string, Period>();

/** The period that begins on a day. */
export function periodFrom({ world: { contract } }: Books, start: string): Period {
  const key = `${contract.id} ${contract.billing_cadence} ${start}`;
  const known = periods.get(key) ?? periodAt(contract, Date.parse(`${start}T00:00:00Z`));
  periods.set(key, known);
  if (known.start !== start || localDate(Date.parse(known.start_at), contract.timezone) !== start)
    throw new Error(`no period of ${contract.id} begins on ${start}`);
  return known;
}
