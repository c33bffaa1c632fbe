// The contract and the pricing of a preview, from their files.
import {
  type Contract,
  type Issue,
  type PricingProgram,
  parseContract,
  parseJson,
  parsePricingProgram,
  resolveTerms,
  type Terms,
} from "../index.ts";
import type { CommandIo } from "./commandIo.ts";
import type { Options } from "./readOptions.ts";
import { Refusal, refusalOf, unreadable } from "./refusal.ts";

type Files = Pick<Options, "contract" | "pricing">;

/** The terms to rate with; throws a refusal with all that is wrong with both files. */
export async function readTerms(files: Files, io: CommandIo): Promise<Terms> {
  const contract = await readContract(files.contract, io).catch(asRefusal);
  const programs = await readPrograms(files.pricing, io).catch(asRefusal);
  const refusals = [contract, programs].filter((found) => found instanceof Refusal);
  if (contract instanceof Refusal || programs instanceof Refusal) {
    throw new Refusal(refusals.flatMap(({ lines }) => lines));
  }
  // An offer is to be previewed too, and rating takes usage for active contracts only.
  const terms = resolveTerms({ ...contract, status: "active" }, programs.versions);
  if (!terms.ok) throw refusalOf(files.pricing, terms.issues.map(programs.inFile));
  return terms.value;
}

async function readContract(path: string, io: CommandIo): Promise<Contract> {
  const document = await readDocument(path, io);
  const listed = entriesOf(document);
  if (listed !== undefined && listed.length !== 1) {
    const message = `must hold exactly one contract, holds ${listed.length}`;
    throw refusalOf(path, [{ code: "field_type", path: "data", message }]);
  }
  const parsed = parseContract(listed === undefined ? document : listed[0]);
  if (!parsed.ok)
    throw refusalOf(
      path,
      parsed.issues.map((issue) => under(listed && "data[0]", issue)),
    );
  return parsed.value;
}

interface Programs {
  readonly versions: readonly PricingProgram[];
  /** An issue of all versions together, with its path as it is in the file. */
  readonly inFile: (issue: Issue) => Issue;
}

async function readPrograms(path: string, io: CommandIo): Promise<Programs> {
  const document = await readDocument(path, io);
  const entries = Array.isArray(document) ? (document as readonly unknown[]) : entriesOf(document);
  const place = (at: number | string) => entries && `${Array.isArray(document) ? "" : "data"}[${at}]`;
  const issues: Issue[] = [];
  const versions = (entries ?? [document]).flatMap((version, at) => {
    const parsed = parsePricingProgram(version);
    if (parsed.ok) return [parsed.value];
    issues.push(...parsed.issues.map((issue) => under(place(at), issue)));
    return [];
  });
  if (issues.length > 0) throw refusalOf(path, issues);
  const inFile = (issue: Issue) => {
    const [, at = "", rest = ""] = /^programs\[([0-9]+)\]\.?(.*)$/.exec(issue.path) ?? [];
    return under(at === "" ? undefined : place(at), { ...issue, path: rest });
  };
  return { versions, inFile };
}

async function readDocument(path: string, io: CommandIo): Promise<unknown> {
  const bytes = await io.readDocument(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const json = parseJson(decode(path, bytes));
  if (!json.ok) throw refusalOf(path, json.issues);
  return json.value;
}

/** A byte order mark at the start is dropped, anything that is not UTF-8 refused. */
function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // The decoder has no other way to say so.
    throw refusalOf(path, [{ code: "json_invalid", path: "", message: "must be JSON in UTF-8" }]);
  }
}

/** The entries of a list document, as the billing API answers it. */
function entriesOf(document: unknown): readonly unknown[] | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  const { object, data } = document as { readonly object?: unknown; readonly data?: unknown };
  return object === "list" && Array.isArray(data) ? data : undefined;
}

function under(place: string | undefined, issue: Issue): Issue {
  if (place === undefined) return issue;
  return { ...issue, path: issue.path === "" ? place : `${place}.${issue.path}` };
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
