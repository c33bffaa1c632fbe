// The query of a request: known names, each once, each read as what it is.
import { badRequest, HttpRefusal } from "./httpRefusal.ts";

/** Parameters, by name, as the engine takes them. */
export type Query = Readonly<Record<string, string | number>>;

type Reader = (text: string, name: string) => string | number;

const id = "[!-.0-~]{1,255}";
const idPattern = new RegExp(`^${id}$`);
const cursorPattern = new RegExp(`^(?:${id}/)?${id}$`);

/** Whether a text can be an id at all. What cannot be is never looked for: a store might not even take the text. */
export function canBeId(text: string): boolean {
  return idPattern.test(text);
}

/** How each parameter is read; what is not checked here, the engine checks. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["contract", readId],
  ["metric", readId],
  ["status", asText],
  ["from", asText],
  ["to", asText],
  ["limit", (text) => readCount(text, "limit", "limit_invalid", "from 1 to 100")],
  ["starting_after", readCursor],
  ["version", (text) => readCount(text, "version", "version_invalid", "from 1")],
  ["effective_date", asText],
]);

/** Throws a refusal with status 400 for a name that is not known here, that is there twice, or whose value is wrong. */
export function readQuery(params: URLSearchParams, known: readonly string[]): Query {
  const query = new Map<string, string | number>();
  for (const [name, text] of params) {
    const reader = known.includes(name) ? readers.get(name) : undefined;
    if (reader === undefined) {
      const choices = known.length === 0 ? "there are none here" : `there are ${known.join(", ")}`;
      const shown = JSON.stringify(name.slice(0, 64));
      throw new HttpRefusal(400, "parameter_unknown", `Unknown parameter ${shown}: ${choices}`);
    }
    if (query.has(name))
      throw new HttpRefusal(400, "parameter_repeated", `Parameter "${name}" is there more than once`);
    query.set(name, reader(text, name));
  }
  return Object.fromEntries(query);
}

function asText(text: string): string {
  return text;
}

function readId(text: string, name: string): string {
  if (canBeId(text)) return text;
  throw badRequest(
    "id_invalid",
    name,
    'must be 1 to 255 printable ASCII characters without space or "/", once percent-decoded',
  );
}

function readCursor(text: string, name: string): string {
  if (cursorPattern.test(text)) return text;
  throw badRequest(
    "cursor_unknown",
    name,
    "must be the id or number of the last item of the page before, or contract/id",
  );
}

/** Digits alone: what `1e2`, ` 5` and `+5` mean is not guessed at. */
function readCount(
  text: string,
  name: string,
  code: "limit_invalid" | "version_invalid",
  range: string,
): number {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number.parseInt(text, 10);
  throw badRequest(code, name, `must be a whole number ${range}, got ${JSON.stringify(text.slice(0, 64))}`);
}
