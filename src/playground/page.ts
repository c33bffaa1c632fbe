// The page: its parts by name, and the one place that changes what they show.
import type { Curve, Told, View } from "./computeView.ts";
import { type Sources, sourceNames } from "./sources.ts";

export interface Page {
  read(): Sources;
  write(sources: Sources): void;
  show(view: View): void;
  /** Calls when something was typed. */
  onEdit(act: () => void): void;
  onShare(act: () => void): void;
  onChoose(names: readonly string[], act: (at: number) => void): void;
  /** A word on what has just been done. */
  say(text: string): void;
}

export function openPage(document: Document): Page {
  const field = (name: string): HTMLTextAreaElement | HTMLInputElement => part(document, name);
  const frame: HTMLIFrameElement = part(document, "invoice");
  const status = part(document, "status");
  return {
    read() {
      const [contract, pricing, usage, at] = sourceNames.map((name) => field(name).value) as Texts;
      return { contract, pricing, usage, at };
    },
    write(sources) {
      for (const name of sourceNames) field(name).value = sources[name];
    },
    show(view) {
      part(document, "total").textContent = view.invoice?.total ?? "no draft";
      part(document, "counts").textContent = `${view.accepted} accepted, ${view.rejected.length} rejected`;
      list(part(document, "issues"), view.issues.map(textOf));
      list(part(document, "warnings"), view.warnings.map(textOf));
      list(
        part(document, "rejected"),
        view.rejected.map(({ event_id, code = "", error = "" }) => `${code}: ${event_id} ${error}`),
      );
      frame.hidden = view.invoice === undefined;
      if (view.invoice !== undefined) frame.srcdoc = view.invoice.html;
      part(document, "curves").replaceChildren(...view.curves.map((curve) => figureOf(document, curve)));
    },
    onEdit(act) {
      for (const name of sourceNames) field(name).addEventListener("input", act);
    },
    onShare: (act) => part(document, "share").addEventListener("click", act),
    onChoose(names, act) {
      const choice: HTMLSelectElement = part(document, "examples");
      choice.replaceChildren(...names.map((name, at) => new Option(name, String(at))));
      choice.addEventListener("change", () => act(choice.selectedIndex));
    },
    say(text) {
      status.textContent = text;
    },
  };
}

type Texts = [contract: string, pricing: string, usage: string, at: string];

function part<Kind extends HTMLElement>(document: Document, name: string): Kind {
  const found = document.getElementById(name);
  if (found === null) throw new Error(`the page has no part ${name}`);
  return found as Kind;
}

function textOf({ code, path, message }: Told): string {
  return path === "" ? `${code}: ${message}` : `${code}: ${path} ${message}`;
}

function figureOf(document: Document, { title, svg }: Curve): HTMLElement {
  const figure = document.createElement("figure");
  // What the library has drawn is markup, and all text in it is escaped.
  figure.innerHTML = svg;
  const caption = document.createElement("figcaption");
  caption.textContent = title;
  figure.prepend(caption);
  return figure;
}

/** One item for each text; nothing is shown where there is none. */
function list(place: HTMLElement, texts: readonly string[]): void {
  const items = texts.map((text) => {
    const item = place.ownerDocument.createElement("li");
    item.textContent = text;
    return item;
  });
  place.replaceChildren(...items);
  const block = place.closest("section");
  if (block !== null) block.hidden = texts.length === 0;
}
