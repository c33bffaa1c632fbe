// What the store holds in the end is one set of books: events with their charges, totals, drafts and final invoices, as the oracle has them.
import type { Engine } from "../../src/index.ts";
import type { Invoice } from "../../src/model/invoice.ts";
import type { Snapshot } from "../../src/store/billingStore.ts";
import { faultOfInvoice, whatIsLost } from "./asBilled.ts";
import { booksOf } from "./booksOf.ts";
import { faultsOfLines, faultsOfRecords } from "./records.ts";
import { type Landing, type SeenDraft, type Stage, violate } from "./stage.ts";

// What the engine makes of the same contents is the same, so contents that were right once need not be looked at again.
const right = new Set<string>();
const mostRemembered = 20_000;

export async function checkBooks(stage: Stage, engine: Engine): Promise<void> {
  for (const { contract } of stage.world) {
    const landings = stage.landings.get(contract.id) ?? [];
    for (const fault of [...faultsOfFinals(landings), ...faultsOfShut(landings)]) violate(stage, fault);
    for (const seen of stage.drafts) {
      const fault = seen.contract === contract.id ? faultOfDraft(landings, seen) : undefined;
      if (fault !== undefined) violate(stage, fault);
    }
    const snapshot = await stage.truth.read(contract.id, { include: ["events", "charges", "totals"] });
    if (snapshot === null) throw new Error("the contract is there");
    await onceRight(JSON.stringify(snapshot), async () => {
      const faults = [...faultsOfRecords(snapshot), ...(await faultsOfDrafts(snapshot, engine))];
      for (const fault of faults) violate(stage, `${contract.id}: ${fault}`);
      return faults.length === 0;
    });
  }
}

async function onceRight(contents: string, check: () => Promise<boolean>): Promise<void> {
  if (right.has(contents)) return;
  if (!(await check())) return;
  if (right.size >= mostRemembered) right.clear();
  right.add(contents);
}

/** L53: each invoice was made of everything that had landed before it, and of nothing else. */
function faultsOfFinals(landings: readonly Landing[]): string[] {
  return landings.flatMap(({ snapshot }, place): string[] => {
    const before = landings[place - 1]?.snapshot;
    if (before === undefined) return [];
    const known = new Set(before.account.invoices.map(({ number }) => number));
    const added = snapshot.account.invoices.filter(({ number }) => !known.has(number));
    return added.flatMap((invoice) => faultOfInvoice(booksOf(before), invoice) ?? []);
  });
}

/** S5, F9: where corrections are refused, nothing gets into a period that is final, out of it, or is another there. */
function faultsOfShut(landings: readonly Landing[]): string[] {
  const { account } = landings.at(-1)?.snapshot ?? {};
  if (account?.contract.corrections !== "refuse") return [];
  return account.invoices.flatMap(({ billing_period: { start } }): string[] => {
    const states = landings
      .filter(({ snapshot }) => snapshot.account.invoices.some((one) => one.billing_period.start === start))
      .map(({ snapshot }) => JSON.stringify(snapshot.events.filter((one) => one.period_start === start)));
    return new Set(states).size > 1
      ? [`the final period from ${start} has changed: ${states.join(" ")}`]
      : [];
  });
}

/** A draft that somebody saw is one of some moment between its being asked for and answered. */
function faultOfDraft(landings: readonly Landing[], { invoice, begin, end }: SeenDraft): string | undefined {
  const last = landings.findLastIndex(({ at }) => at < begin);
  const during = landings.filter(({ at }, place) => place >= last && at < end);
  const faults = during.map(({ snapshot }) => faultOfInvoice(booksOf(snapshot), invoice));
  return faults.some((fault) => fault === undefined)
    ? undefined
    : `a draft is of no moment while it was read: ${faults.join("; ")}`;
}

async function faultsOfDrafts(snapshot: Snapshot, engine: Engine): Promise<string[]> {
  const books = booksOf(snapshot);
  const contract = snapshot.account.contract.id;
  const { data } = await engine.listInvoices({ contract, status: "draft" });
  const drafts: Invoice[] = [];
  for (const { number } of data) drafts.push(await engine.getInvoice(number, { contract }));
  return [
    ...drafts.flatMap((draft) => faultOfInvoice(books, draft) ?? []),
    ...drafts.flatMap((draft) => faultsOfLines(snapshot, draft)),
    ...whatIsLost(books, drafts),
  ];
}
