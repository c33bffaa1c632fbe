// One commit in one transaction: lock, look, decide, write.
import { InvariantError } from "../model/errors.ts";
import type { AccountChange, CommitResult } from "../store/billingStore.ts";
import { findRefusal } from "../store/findRefusal.ts";
import type { Ended, Run } from "./database.ts";
import { readStanding } from "./readStanding.ts";
import type { Tables } from "./tablesOf.ts";
import { type Accepted, type Counts, writeChanges } from "./writeChanges.ts";

/** `isDurable`: the commit waits for the disk even where the server would not. */
export async function commitChanges(
  run: Run,
  tables: Tables,
  changes: readonly AccountChange[],
  isDurable: boolean,
): Promise<Ended<CommitResult>> {
  await makeContracts(run, tables, changes);
  // What has waited for a lock sees the row as it is now, but all else as it was before the wait: so it looks in a second statement.
  const counts = await lockContracts(run, tables, changes, isDurable);
  const standingOf = await readStanding(run, tables, changes);
  const accepted: Accepted[] = [];
  for (const change of changes) {
    const { contract } = change;
    const counted = counts.get(contract);
    if (counted?.revision !== change.revision)
      return { keep: false, value: { ok: false, contract, reason: "revision" } };
    const standing = standingOf(contract);
    const refusal = findRefusal(standing, change);
    if (refusal !== null) return { keep: false, value: refusal };
    accepted.push({ change, counts: counted, standing });
  }
  await writeChanges(run, tables, accepted);
  return { keep: true, value: { ok: true } };
}

/**
 * Puts in the contracts that are new, at revision 0, unless somebody else has done so. In the order of ids, as the locks are
 * taken, and before any lock: who waits here holds no lock, so two commits never wait for each other.
 */
async function makeContracts(
  run: Run,
  { contracts }: Tables,
  changes: readonly AccountChange[],
): Promise<void> {
  const rows = changes
    .filter(({ revision }) => revision === 0)
    .map(({ contract, put_contract, created_at }) => {
      if (put_contract === undefined || created_at === undefined)
        throw new InvariantError(
          `revision 0 makes the contract ${contract}: it needs put_contract and created_at`,
        );
      return { id: contract, document: JSON.stringify(put_contract), created_at };
    });
  if (rows.length === 0) return;
  await run(
    `insert into ${contracts} (id, revision, document, corrected_periods, created_at, event_count, charge_count)
      select r.id, 0, r.document, '[]', r.created_at, 0, 0
      from json_to_recordset($1::text::json) r(id text, document text, created_at text) order by r.id collate "C"
      on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  );
}

async function lockContracts(
  run: Run,
  { contracts }: Tables,
  changes: readonly AccountChange[],
  isDurable: boolean,
): Promise<ReadonlyMap<string, Counts>> {
  const durable = isDurable
    ? `, case when current_setting('synchronous_commit') = 'off' then set_config('synchronous_commit', 'on', true) end as waits`
    : "";
  const text = `with locked as (select id, revision, event_count, charge_count from ${contracts}
      where id in (select json_array_elements_text($1::text::json)) order by id for update)
    select (select coalesce(json_agg(json_build_array(id, json_build_object('revision', revision,
      'event_count', event_count, 'charge_count', charge_count))), '[]') from locked)::text as json${durable}`;
  const ids = JSON.stringify(changes.map(({ contract }) => contract));
  // The statement says what it answers.
  return new Map((await run(text, [ids])) as readonly (readonly [string, Counts])[]);
}
