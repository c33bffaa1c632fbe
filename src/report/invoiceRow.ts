// A row of an invoice, before it is written as text, Markdown or HTML. Names in it are as they came: who writes them escapes them.

export interface InvoiceRow {
  /**
   * `line` a line · `shared` what was shared out among lines · `step` how an amount came about · `note` words alone · `sum` between the
   * lines and the total · `total` · `after` what stands below the total.
   */
  readonly kind: "line" | "shared" | "step" | "note" | "sum" | "total" | "after";
  readonly text: string;
  /** Said of a step beside its words; left out of the short form. */
  readonly terms?: string;
  readonly quantity?: string | undefined;
  readonly unitPrice?: string | undefined;
  readonly amount?: string;
  /** Left out of the short form. */
  readonly detail?: true;
}
