// What is typed into the page, and how it travels in a link.

/** The texts of the page, by what they are called there. */
export interface Sources {
  readonly contract: string;
  /** A program, or a list of its versions. */
  readonly pricing: string;
  /** Events: a list, a batch, or one on each line. */
  readonly usage: string;
  /** A day of the billing period. */
  readonly at: string;
}

export const sourceNames: readonly (keyof Sources)[] = ["contract", "pricing", "usage", "at"];

/** The texts as the fragment of a URL, in letters that no chat window breaks. */
export function sourcesToFragment(sources: Sources): string {
  const bytes = new TextEncoder().encode(JSON.stringify(sourceNames.map((name) => sources[name])));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The texts of a fragment; undefined where it holds none. */
export function sourcesOfFragment(fragment: string): Sources | undefined {
  let texts: unknown;
  try {
    const binary = atob(fragment.replace(/^#/, "").replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    texts = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // A link that was cut off, or that is none of this page's.
    return undefined;
  }
  if (!Array.isArray(texts) || texts.length !== sourceNames.length) return undefined;
  if (!texts.every((text) => typeof text === "string")) return undefined;
  const [contract, pricing, usage, at] = texts as [string, string, string, string];
  return { contract, pricing, usage, at };
}
