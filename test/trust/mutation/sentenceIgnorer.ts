// Texts of two words or more are sentences for people: no code reads them, and a test of each would only say it twice.
// They are not mutated, and counted as left out. Texts of one word are codes, keys and names: those are.

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
}

const twoWords = /[a-z]{2,}[,:;]? [a-z]/i;

function isSentence({ type, value, quasis }: Node): boolean {
  if (type === "StringLiteral") return twoWords.test(String(value));
  return type === "TemplateLiteral" && quasis?.some(({ value: { raw } }) => twoWords.test(raw)) === true;
}

export const sentenceIgnorer: {
  readonly shouldIgnore: (path: { readonly node: Node }) => string | undefined;
} = {
  shouldIgnore: ({ node }) => (isSentence(node) ? "a sentence for people" : undefined),
};
