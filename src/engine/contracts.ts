// Contracts: listed, read, put.
import { calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { formatInstant } from "../calendar/instant.ts";
import { parseContract } from "../intake/parseContract.ts";
import { feesDiffer } from "../invoicing/feesDiffer.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Contract, ContractStatus } from "../model/contract.ts";
import { expectOk } from "../model/expectOk.ts";
import { resolveTerms } from "../rating/resolveTerms.ts";
import type { Account, AccountChange, Snapshot } from "../store/billingStore.ts";
import { closedPeriods, withCorrected } from "./correctedPeriods.ts";
import { type Decision, type Desk, refusal } from "./desk.ts";
import type { List } from "./documents.ts";
import { readChoiceFilter, readFilter } from "./filters.ts";
import { periodsIn, rerate } from "./rerate.ts";

const statuses: readonly ContractStatus[] = ["draft", "active", "completed", "cancelled", "terminated"];

export async function listContracts(
  desk: Desk,
  filter: { readonly status?: ContractStatus | undefined } = {},
): Promise<List<Contract>> {
  const status = readChoiceFilter(readFilter(filter, ["status"]).status, statuses, "status");
  const accounts = await desk.store.listAccounts();
  const data = accounts
    .map(({ contract }) => contract)
    .filter((one) => status === undefined || one.status === status);
  return { object: "list", data, has_more: false, total_count: data.length };
}

export async function getContract(desk: Desk, id: string): Promise<Contract> {
  return (await desk.read(id)).account.contract;
}

export async function putContract(desk: Desk, document: unknown): Promise<Contract> {
  const contract = expectOk(parseContract(document));
  return desk.write([contract.id], () => decide(desk, contract));
}

async function decide(desk: Desk, contract: Contract): Promise<Decision<Contract>> {
  const snapshot = await desk.store.read(contract.id, { include: ["events", "charges", "totals"] });
  if (snapshot === null) {
    const created_at = formatInstant(desk.now());
    return {
      changes: [{ contract: contract.id, revision: 0, put_contract: contract, created_at }],
      answer: contract,
    };
  }
  const { account } = snapshot;
  if (canonicalJson(account.contract) === canonicalJson(contract))
    return { changes: [], answer: account.contract };
  refuseReshaping(contract, snapshot);
  const change: AccountChange = { contract: contract.id, revision: account.revision, put_contract: contract };
  return { changes: [{ ...change, ...settle(contract, snapshot) }], answer: contract };
}

/** What decides where periods are cut and how money is rounded: final once something has been counted by it. */
const shaping = [
  "currency",
  "currency_digits",
  "billing_cadence",
  "timezone",
  "billing_anchor_date",
  "start_date",
  "rounding",
  "invoice_prefix",
] as const;

function refuseReshaping(contract: Contract, { account, events }: Snapshot): void {
  if (events.length === 0 && account.invoices.length === 0 && account.grants.length === 0) return;
  for (const field of shaping) {
    if (account.contract[field] === contract[field]) continue;
    const message = `cannot change once the contract has usage, a final invoice or a credit grant, is ${String(account.contract[field])}`;
    throw refusal("contract_conflict", message, field);
  }
}

/** Final periods whose end another end of the contract moves; a final period that it would do away with stays. */
function movedPeriods(contract: Contract, { contract: before, invoices }: Account): string[] {
  const endOf = (of: Contract, start: string): string | undefined =>
    calendarOf(of).periodOn(dayIn(start))?.period.end;
  return invoices.flatMap(({ number, type, billing_period: { start, end } }) => {
    const moved = endOf(contract, start);
    if (moved === endOf(before, start)) return [];
    // A progressive invoice leaves its period open, so only a period that is no more is a matter of it.
    if (moved !== undefined && type !== undefined) return [];
    if (moved !== undefined && contract.corrections !== "refuse") return [start];
    throw refusal(
      "period_closed",
      `would move the end of a final period: ${number} runs to ${end}`,
      "end_date",
    );
  });
}

/** Rates what is there again: another end moves the last period, other metrics change what is priced. */
function settle(contract: Contract, snapshot: Snapshot): Partial<AccountChange> {
  const { account } = snapshot;
  if (account.programs.length === 0) return {};
  const terms = expectOk(resolveTerms(contract, account.programs));
  const { end_date, metrics } = account.contract;
  if (end_date === contract.end_date && canonicalJson(metrics) === canonicalJson(contract.metrics)) return {};
  const moved = movedPeriods(contract, account);
  const closed = new Set(closedPeriods(account).filter((start) => !moved.includes(start)));
  const open = {
    events: snapshot.events.filter(({ period_start }) => !closed.has(period_start)),
    charges: snapshot.charges.filter(({ period }) => !closed.has(period.start)),
    totals: snapshot.totals.filter(({ period_start }) => closed.has(period_start)),
  };
  const { change, misfits } = rerate(terms, open, periodsIn(open));
  const [misfit] = misfits;
  const before = expectOk(resolveTerms(account.contract, account.programs));
  const changed = closedPeriods(account).filter(
    (start) => moved.includes(start) || feesDiffer(before, terms, start),
  );
  if (misfit === undefined) return { ...change, ...withCorrected(account, changed) };
  throw refusal(
    "contract_conflict",
    `usage that has been accepted would not fit: ${misfit.event_id}, ${misfit.code}`,
  );
}
