// Writes changes that nothing speaks against: one statement for each table, whatever the number of contracts.
import { InvariantError } from "../model/errors.ts";
import type { AccountChange } from "../store/billingStore.ts";
import { closesPeriod } from "../store/ledger.ts";
import { moveInvoice } from "../store/nextAccount.ts";
import type { Run } from "./database.ts";
import type { PostgresStanding } from "./readStanding.ts";
import { chargeRow, contentRow, eventRow, type Row, totalRow } from "./rows.ts";
import type { Tables } from "./tablesOf.ts";
import { type WriteStatements, writeStatements } from "./writeStatements.ts";

/** What a contract's own row counts: it is read with the lock, so that nobody else counts on. */
export interface Counts {
  readonly revision: number;
  readonly event_count: number;
  readonly charge_count: number;
}

/** A change that was accepted, and what it was held against. */
export interface Accepted {
  readonly change: AccountChange;
  readonly counts: Counts;
  readonly standing: PostgresStanding;
}

export async function writeChanges(run: Run, tables: Tables, accepted: readonly Accepted[]): Promise<void> {
  const statements = writeStatements(tables);
  const write = async (statement: keyof WriteStatements, rowsOf: (one: Accepted) => readonly Row[]) => {
    const rows = accepted.flatMap(rowsOf);
    if (rows.length > 0) await run(statements[statement], [JSON.stringify(rows)]);
  };
  // What is rated again goes first; events come before the charges that belong to them.
  const replaced = ({ change }: Accepted): Row[] =>
    (change.replace_periods ?? []).map((start) => ({ contract: change.contract, period_start: start }));
  await write("dropCharges", replaced);
  await write("dropTotals", replaced);
  await write("addProgram", ({ change: { contract, add_program: program } }) =>
    program === undefined ? [] : [{ contract, version: program.version, document: JSON.stringify(program) }],
  );
  await write("moveInvoice", movedInvoices);
  await write("addInvoice", addedInvoice);
  await write("addGrant", ({ change: { contract, add_grant: grant } }) =>
    grant === undefined ? [] : [{ contract, id: grant.id, document: JSON.stringify(grant) }],
  );
  await write("addEvent", ({ change, counts }) =>
    (change.add_events ?? []).map((added, at) =>
      eventRow({ ...added, sequence: counts.event_count + at + 1 }),
    ),
  );
  await write("putEvent", ({ change }) => (change.put_events ?? []).map(contentRow));
  await write("setStatus", ({ change: { contract, set_statuses = [] } }) =>
    set_statuses.map(({ event_id, status }) => ({ contract, event_id, status })),
  );
  await write("addCharge", ({ change, counts }) =>
    (change.add_charges ?? []).map((charge, at) => chargeRow(charge, counts.charge_count + at)),
  );
  await write("putTotal", ({ change: { contract, put_totals = [] } }) =>
    put_totals.map((total) => totalRow(contract, total)),
  );
  await write("putContract", contractRow);
}

function addedInvoice({ change: { contract, add_invoice: invoice } }: Accepted): Row[] {
  if (invoice === undefined) return [];
  const { number, billing_period } = invoice;
  const closes = closesPeriod(invoice);
  return [
    { contract, number, period_start: billing_period.start, closes, document: JSON.stringify(invoice) },
  ];
}

function movedInvoices({ change, standing }: Accepted): Row[] {
  return (change.move_invoices ?? []).map((state) => {
    const invoice = standing.invoices.find(({ number }) => number === state.number);
    if (invoice === undefined) throw new InvariantError(`no invoice ${state.number} of ${change.contract}`);
    const document = JSON.stringify(moveInvoice(invoice, state));
    return { contract: change.contract, number: state.number, document };
  });
}

function contractRow({ change, counts }: Accepted): Row[] {
  const { contract, put_contract, put_corrected_periods, add_events = [], add_charges = [] } = change;
  return [
    {
      id: contract,
      document: put_contract === undefined ? null : JSON.stringify(put_contract),
      corrected_periods: put_corrected_periods === undefined ? null : JSON.stringify(put_corrected_periods),
      event_count: counts.event_count + add_events.length,
      charge_count: counts.charge_count + add_charges.length,
    },
  ];
}
