// What the command says of itself.

export const usageLine =
  "usage: lucius-rating preview --contract FILE --pricing FILE [--usage FILE] [--period PERIOD] [--json]";

export const helpText: string = `${usageLine}

Rates usage events and prints what the invoices would be. Nothing is sent or stored.

  --contract FILE   the contract, JSON: one, or a list document that holds one
  --pricing FILE    the pricing program, JSON: one version, or an array or a list document of versions
  --usage FILE      the usage events, NDJSON: one event, or one {"events": [...]}, per line;
                    without it, or with "-", they come from standard input
  --period PERIOD   2026-03: the billing periods that begin in that month, or the one that holds its first day;
                    2026-03-15: the billing period that holds the day;
                    without it: every billing period with accepted usage, or else the contract's first
  --json            print {"object":"list","data":[...]} with the invoices, in the notation of the billing API
  --help            print this

The contract's status does not matter: an offer can be previewed before it is signed. The order of the lines is the
order of arrival. An event that comes again is counted as a duplicate and charged once.

Invoices go to standard output; rejected events, with their line numbers, and a summary to standard error.

exit status: 0 all usage was taken, 1 some events were rejected, 2 wrong options or documents, 70 a bug
`;
