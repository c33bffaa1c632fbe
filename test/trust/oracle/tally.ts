// How much has been compared.

export interface Tally {
  readonly worlds: number;
  readonly events: number;
  /** Of the events, those that were accepted for the first time. */
  readonly accepted: number;
  readonly charges: number;
  /** Periods whose drafts were compared, also those of which nothing is asked. */
  readonly periods: number;
  /** Drafts that ask for something, or have usage. Only these count. */
  readonly invoices: number;
  readonly lines: number;
}

export const noTally: Tally = {
  worlds: 0,
  events: 0,
  accepted: 0,
  charges: 0,
  periods: 0,
  invoices: 0,
  lines: 0,
};

export function addTally(a: Tally, b: Tally): Tally {
  return {
    worlds: a.worlds + b.worlds,
    events: a.events + b.events,
    accepted: a.accepted + b.accepted,
    charges: a.charges + b.charges,
    periods: a.periods + b.periods,
    invoices: a.invoices + b.invoices,
    lines: a.lines + b.lines,
  };
}

/** `1,000,000 invoices, 1,300,000 lines, …`. */
export function tallyText({ worlds, events, accepted, charges, periods, invoices, lines }: Tally): string {
  return [
    `${inGroups(invoices)} invoices compared to the last digit`,
    `${inGroups(lines)} lines`,
    `${inGroups(periods)} periods`,
    `${inGroups(events)} events (${inGroups(accepted)} accepted)`,
    `${inGroups(charges)} charges`,
    `${inGroups(worlds)} worlds`,
  ].join(", ");
}

/** Digits in groups of three. */
export function inGroups(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
