// Names that try to be more than names, and an invoice all of whose texts are one of them.
import type { Invoice } from "../../src/index.ts";
import { wholeInvoice } from "./richInvoices.ts";

export const hostileTexts: readonly string[] = [
  "<script>alert(1)</script>",
  "</style><script>alert(1)</script>",
  "</title></svg><img src=x onerror=alert(1)>",
  '" onload="alert(1)',
  "' onload='alert(1)",
  "]]>",
  "-->",
  "<!--",
  "&lt;b&gt; &amp; &#60;script&#62;",
  "javascript:alert(1)",
  "[x](javascript:alert(1))",
  "![x](http://example.com/x.png)",
  "http://example.com www.example.com a@example.com",
  "| a | b |\n|---|---|",
  "# head\n- list\n> quote\n```\ncode\n```",
  "**bold** _em_ ~~del~~ `code` $x^2$ :smile:",
  "line\nbreak\r\nand\ttab\u0000\u001b[2J\u0085\u2028",
  "right \u202eot tfel\u202c \u2066isolated\u2069 \u200f\u061c",
  "half \ud800 of \udc00 a pair, \ufffe\uffff\ufeff",
  "\\",
  "a\\",
  "`",
  "x".repeat(10_000),
  "😀 料金 e\u0301 شركة",
  "url(http://example.com) expression(alert(1)) @import",
  "{{constructor}} #{7*7} <%= 7 %>",
  "__proto__",
];

/** The invoice with that text in place of every name, id and word in it that is anybody's own. */
export function hostileInvoice(text: string): Invoice {
  const own = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => own(item, name));
    if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value).map(([key, inner]) => [key, own(inner, key)] as const);
      return Object.fromEntries(
        entries.map(([key, inner]) => [name === "group" || name === "cell" ? text : key, inner]),
      );
    }
    const isWord = typeof value === "string" && !/^-?[0-9][0-9.-]*$/.test(value) && !kept.has(name);
    return isWord ? text : value;
  };
  return own(wholeInvoice, "") as Invoice;
}

/** What only the library says. */
const kept = new Set(["object", "kind", "round", "type", "status", "up_to"]);
