// The options of `serve`, checked. What is wrong is thrown as a TypeError, as the reader of the command line does.

export interface ServeOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Contracts, each with its price list. */
  readonly files: readonly { readonly contract: string; readonly pricing: string }[];
}

/** The texts of an option, in the order given. */
type Given = readonly string[] | undefined;

export function readServeOptions(
  { contract = [], pricing = [] }: { readonly contract?: Given; readonly pricing?: Given },
  port: string | undefined,
  host: string | undefined,
): ServeOptions {
  if (contract.length !== pricing.length)
    throw new TypeError(
      `--contract and --pricing belong together, are there ${contract.length} and ${pricing.length} times`,
    );
  const files = contract.map((path, at) => ({ contract: path, pricing: pricing[at] ?? "" }));
  if (files.some((pair) => pair.contract === "" || pair.pricing === ""))
    throw new TypeError("--contract or --pricing is empty");
  return { host: host ?? "127.0.0.1", port: readPort(port ?? "8787"), files };
}

function readPort(text: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new TypeError(`--port must be a number from 0 to 65535, is ${JSON.stringify(text)}`);
}
