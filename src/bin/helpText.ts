// What the command says of itself.

export const usageLine = `usage: lucius-rating preview --contract FILE --pricing FILE [--usage FILE] [--period PERIOD] [--json] [--html FILE]
       lucius-rating serve [--port N] [--host HOST] [--contract FILE --pricing FILE]...`;

export const helpText: string = `${usageLine}

preview rates usage events and prints what the invoices would be. Nothing is sent or stored.

  --contract FILE   the contract, JSON: one, or a list document that holds one
  --pricing FILE    the pricing program, JSON: one version, or an array or a list document of versions
  --usage FILE      the usage events, NDJSON: one event, or one {"events": [...]}, per line;
                    without it, or with "-", they come from standard input
  --period PERIOD   2026-03: the billing periods that begin in that month, or the one that holds its first day;
                    2026-03-15: the billing period that holds the day;
                    without it: every billing period with accepted usage, or else the contract's first
  --json            print {"object":"list","data":[...]} with the invoices, in the notation of the billing API
  --html FILE       also write the invoices as one HTML page, with the curves of their prices and the usage by day;
                    with "-" it goes to standard output in place of the table
  --help            print this

The contract's status does not matter: an offer can be previewed before it is signed. The order of the lines is the
order of arrival. An event that comes again is counted as a duplicate and charged once.

Invoices go to standard output; rejected events, with their line numbers, and a summary to standard error.

serve answers the billing API over HTTP until it is stopped (Ctrl+C). It keeps everything in memory, and prints a
fresh API key with calls to begin with.

  --port N          the port; 8787 unless told, 0 for any that is free
  --host HOST       the address to listen on; 127.0.0.1 unless told, which other machines cannot reach
  --contract FILE   with --pricing FILE, as above, as often as there are contracts; each is served as an active one.
                    Without them it holds the contract acme-corp-2026 of the quickstart

exit status: 0 all usage was taken, or stopped when asked to, 1 some events were rejected, 2 wrong options or
documents, or the port is in use, 70 a bug
`;
