// The command `preview`: documents and usage in, invoices out.
import {
  draftInvoice,
  type Invoice,
  type NdjsonTally,
  type Period,
  type Terms,
  toWireJson,
} from "../index.ts";
import { createDaySums, type DaySums } from "../report/createDaySums.ts";
import { invoiceHtml } from "../report/invoiceHtml.ts";
import { invoiceText } from "../report/invoiceText.ts";
import { chargedPeriods, choosePeriods, firstPeriods } from "./choosePeriods.ts";
import type { CommandIo } from "./commandIo.ts";
import { type RatedStream, rateStream } from "./rateStream.ts";
import type { Options } from "./readOptions.ts";
import { readTerms } from "./readTerms.ts";
import { unreadable } from "./refusal.ts";
import { createReporter } from "./reporter.ts";

/** Prints the invoices, and what became of the usage; throws a refusal when there is nothing to work with. */
export async function previewUsage(options: Options, io: CommandIo): Promise<void> {
  const terms = await readTerms(options, io);
  const { contract } = terms;
  // Looked at before the usage, which may be long: a wrong period is told at once.
  const chosen = options.period === undefined ? undefined : choosePeriods(contract, options.period);
  const days = options.html === undefined ? undefined : createDaySums(contract);
  const { charges, tally } = await readUsage(options, terms, io, days);
  const charged = chosen ?? chargedPeriods(contract, charges);
  const periods = charged.length > 0 ? charged : firstPeriods(contract);
  const invoices = periods.map((period) => draftInvoice(terms, charges, period));
  const page = days && htmlOf(invoices, terms, days);
  if (page !== undefined && options.html !== undefined && options.html !== "-") {
    await writePage(options.html, page, io);
  }
  io.setStatus(tally.rejected > 0 ? 1 : 0);
  io.writeOutput(options.html === "-" && page !== undefined ? page : formatAll(options, invoices, terms));
  for (const line of summaryOf(tally, periods)) io.writeMessage(`${line}\n`);
}

async function readUsage(
  { usage }: Options,
  terms: Terms,
  io: CommandIo,
  days: DaySums | undefined,
): Promise<RatedStream> {
  const typed = usage === undefined && io.waitsForTyping();
  if (typed) io.writeMessage("lucius-rating: reading usage events from standard input, one per line\n");
  // Progress would be written into what is being typed.
  const reporter = createReporter(io, io.messagesOnTerminal && !typed);
  const pieces = piecesOf(usage, io);
  if (days === undefined) return rateStream(terms, pieces, reporter);
  return rateStream(terms, pieces, reporter, ({ length, charge }) => {
    for (let at = 0; at < length; at += 1) days.add(charge(at));
  });
}

/** The usage's bytes; a failure to read them, and no other, becomes a refusal. */
async function* piecesOf(usage: string | undefined, io: CommandIo): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of io.openUsage(usage)) yield piece;
  } catch (error) {
    throw unreadable(usage ?? "standard input", error);
  }
}

function formatAll({ json }: Options, invoices: readonly Invoice[], { contract }: Terms): string {
  if (json) return `${toWireJson({ object: "list", data: invoices })}\n`;
  return invoices.map((invoice) => invoiceText(invoice, { contract })).join("\n");
}

function htmlOf(invoices: readonly Invoice[], { contract, programs }: Terms, days: DaySums): string {
  return invoiceHtml(invoices, { contract, curves: programs, usage: days.charges() });
}

/** A page that cannot be written is all that was asked for, so nothing else is printed. */
async function writePage(path: string, page: string, io: CommandIo): Promise<void> {
  try {
    await io.writeDocument(path, page);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function summaryOf(
  { accepted, duplicates, rejected, unreadable: broken }: NdjsonTally,
  periods: readonly Period[],
): string[] {
  const events = accepted + duplicates + rejected;
  const counts = `${events} ${events === 1 ? "event" : "events"}: ${accepted} accepted, ${duplicates} duplicates, ${rejected} rejected`;
  const lines = [counts];
  if (periods.length === 0) {
    lines.push(
      "no invoice: there is no accepted usage, and the contract has no start_date; choose one with --period",
    );
  }
  if (broken > 0 && broken === events) {
    lines.push(
      "none of the lines is JSON: usage is read line by line, so every event has to stand on a line of its own",
    );
  }
  return lines;
}
