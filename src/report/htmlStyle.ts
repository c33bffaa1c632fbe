// The look of an invoice on a page, on a screen in light and dark, and on paper. Nothing from a document ever ends up in here.

/** One style sheet; colour carries no meaning of its own. */
export const htmlStyle = `
:root { color-scheme: light dark; --ink: #1c2230; --soft: #5b6475; --line: #d9dde5; --paper: #fff; --desk: #f3f4f7; --lucius-accent: #2f62c9; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif; font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
article { max-width: 820px; margin: 32px auto; padding: 56px 60px; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; overflow-wrap: anywhere; }
h1, h2, p, dl, dd, table, figure { margin: 0; }
h1 { font-size: 28px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
h2, caption, dt { font-size: 11px; font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase; color: var(--soft); text-align: start; }
.head { display: flex; flex-wrap: wrap; gap: 8px 32px; justify-content: space-between; align-items: baseline; }
.head > div { min-width: 0; }
.number { font-size: 15px; color: var(--soft); }
.asked, .asked h2 { text-align: end; }
.asked { margin-inline-start: auto; }
.asked .sum { font-size: 22px; font-weight: 650; line-height: 1.3; }
.asked .by { color: var(--soft); }
.status { display: inline-block; margin-inline-start: 8px; padding: 0 8px; border: 1px solid currentColor; border-radius: 999px; font-size: 12px; color: var(--ink); vertical-align: 1px; }
.parties { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr)); gap: 20px 32px; margin-top: 32px; }
.parties p { margin-top: 4px; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(180px, 100%), 1fr)); gap: 14px 24px; margin-top: 28px; padding: 18px 0; border-block: 1px solid var(--line); }
.facts dd { margin-top: 2px; }
.facts .wide { grid-column: 1 / -1; }
table { width: 100%; border-collapse: collapse; margin-top: 32px; }
caption { padding-bottom: 6px; }
th, td { padding: 0; text-align: start; vertical-align: top; font-weight: 400; }
thead th { padding: 0 0 6px; font-size: 12px; color: var(--soft); border-bottom: 1.5px solid var(--ink); }
th + th, td, .num { padding-inline-start: 20px; }
.num { text-align: end; white-space: nowrap; font-size: 13.5px; }
.num.long { white-space: normal; overflow-wrap: anywhere; }
.lines .line > * { padding-top: 11px; font-weight: 600; }
.lines .line > .num { font-weight: 400; }
.lines .step > *, .lines .note > *, .lines .shared > * { padding-top: 1px; color: var(--soft); }
.lines .step > th, .lines .shared > th { font-size: 12.5px; }
.lines thead th.num { font-size: 12px; }
.lines .step > th, .lines .note > *, .lines .shared > th { padding-inline-start: 14px; }
.lines .note > * { font-size: 11.5px; }
.lines .shared > * { padding-top: 6px; }
.lines .shared > th { font-weight: 600; }
.lines tbody.item > tr:last-child > * { padding-bottom: 11px; }
.lines tbody.item { border-bottom: 1px solid var(--line); break-inside: avoid; }
.sums { break-inside: avoid; }
.sums tr > * { padding-top: 7px; }
.sums tr > th { text-align: end; }
.sums .total > * { padding: 9px 0 9px 20px; font-weight: 700; }
.sums .total > th { font-size: 15px; }
.sums tr.total { border-block: 1.5px solid var(--ink); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr)); gap: 12px 24px; padding: 12px 0 2px 14px; }
.charts figure { min-width: 0; max-width: 380px; }
.charts figcaption { font-size: 11.5px; color: var(--soft); }
.charts svg { display: block; width: 100%; height: auto; color: var(--soft); }
tr.drawn > td { padding: 0; }
.side td, .side th { padding-top: 5px; font-size: 12.5px; }
.side thead th { padding-top: 0; }
.note-text { margin-top: 36px; color: var(--soft); }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --soft: #a0a8b8; --line: #343b49; --paper: #171b23; --desk: #0e1117; --lucius-accent: #7ba4f4; } }
@media (prefers-contrast: more) { :root { --soft: var(--ink); --line: var(--ink); } }
@media (forced-colors: active) { :root { --lucius-accent: LinkText; } .charts svg { color: CanvasText; } }
@media screen and (max-width: 600px) {
  article { margin: 0; padding: 24px 16px; border: 0; border-radius: 0; }
  .asked, .asked h2 { text-align: start; }
  .asked { margin-inline-start: 0; }
  .lines thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .lines tr { display: grid; grid-template-columns: 1fr 1fr auto; gap: 0 12px; }
  .lines tr > th { grid-column: 1 / -1; }
  .lines td:empty { display: none; }
  .lines .step:has(> .quantity:empty):has(> .price:empty) > th { grid-column: 1 / 3; }
  .lines td { grid-column: 1 / 2; padding: 0; }
  .lines .line > td { padding-top: 2px; }
  .lines td.price { grid-column: 2 / 3; }
  .lines td.amount { grid-column: 3 / 4; }
  .lines td.all { grid-column: 1 / -1; }
  .lines .num { text-align: start; white-space: normal; overflow-wrap: anywhere; }
  .lines .amount { text-align: end; }
  .lines td.price::before { content: "× "; }
  .sums tr { grid-template-columns: 1fr auto; }
  .sums tr > th { grid-column: 1 / 2; text-align: start; }
  .lines .sums td.amount { grid-column: 2 / 3; }
  .sums .total > * { padding-inline-start: 0; }
  .side thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .side tr { display: flex; flex-wrap: wrap; gap: 0 12px; padding-bottom: 6px; border-bottom: 1px solid var(--line); }
  .side td { padding-inline-start: 0; }
  .side .num { white-space: normal; margin-inline-start: auto; }
  .charts { padding-inline-start: 0; }
}
@page { margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt system-ui, sans-serif; } }
@media print {
  body { background: none; font-size: 10pt; }
  article { max-width: none; margin: 0; padding: 0; border: 0; }
  article + article { break-before: page; }
  thead { display: table-header-group; }
  tr, .head, .parties, .facts, figure { break-inside: avoid; }
  h2, caption { break-after: avoid; }
}
`;
