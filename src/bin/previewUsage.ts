// The command `preview`: documents and usage in, invoices out.
import {
  type Contract,
  draftInvoice,
  type Invoice,
  type NdjsonTally,
  type Period,
  type Terms,
  toWireJson,
} from "../index.ts";
import { chargedPeriods, choosePeriods, firstPeriods } from "./choosePeriods.ts";
import type { CommandIo } from "./commandIo.ts";
import { formatInvoice } from "./formatInvoice.ts";
import { minorDigits } from "./minorDigits.ts";
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
  const { charges, tally } = await readUsage(options, terms, io);
  const charged = chosen ?? chargedPeriods(contract, charges);
  const periods = charged.length > 0 ? charged : firstPeriods(contract);
  io.setStatus(tally.rejected > 0 ? 1 : 0);
  const invoices = periods.map((period) => draftInvoice(terms, charges, period));
  io.writeOutput(
    options.json ? `${toWireJson({ object: "list", data: invoices })}\n` : formatAll(invoices, contract),
  );
  for (const line of summaryOf(tally, periods)) io.writeMessage(`${line}\n`);
}

async function readUsage({ usage }: Options, terms: Terms, io: CommandIo): Promise<RatedStream> {
  const typed = usage === undefined && io.waitsForTyping();
  if (typed) io.writeMessage("lucius-rating: reading usage events from standard input, one per line\n");
  // Progress would be written into what is being typed.
  const reporter = createReporter(io, io.messagesOnTerminal && !typed);
  return rateStream(terms, piecesOf(usage, io), reporter);
}

/** The usage's bytes; a failure to read them, and no other, becomes a refusal. */
async function* piecesOf(usage: string | undefined, io: CommandIo): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of io.openUsage(usage)) yield piece;
  } catch (error) {
    throw unreadable(usage ?? "standard input", error);
  }
}

function formatAll(invoices: readonly Invoice[], contract: Contract): string {
  const digits = minorDigits(contract);
  return invoices.map((invoice) => formatInvoice(invoice, contract, digits)).join("\n");
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
