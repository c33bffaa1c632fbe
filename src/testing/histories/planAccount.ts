// The part of a random change that is about the contract itself: terms, programs, grants, invoices and their moves.
import type { Invoice } from "../../model/invoice.ts";
import type { Account, AccountChange, InvoiceState } from "../../store/billingStore.ts";
import { sample } from "../sample.ts";
import type { Picker } from "./picker.ts";
import { pickClock, pickDecimal, pickText } from "./pickText.ts";
import { months } from "./planEvents.ts";

/** Parts about the contract, for one that stands so; null: it is not there yet. */
export function planAccount(picker: Picker, id: string, account: Account | null): Partial<AccountChange> {
  const { programs = [], invoices = [], grants = [] } = account ?? {};
  const version = (programs.at(-1)?.version ?? 0) + (picker.chance(0.1) ? 0 : 1 + picker.below(4));
  const moved = picker.chance(0.4) ? picker.some(invoices, 2) : [];
  const given = picker.chance(0.1) ? grants.map((grant) => grant.id) : [];
  return {
    ...(picker.chance(0.15) ? { put_contract: planContract(picker, id) } : {}),
    ...(picker.chance(0.2) ? { add_program: planProgram(picker, id, Math.max(version, 1)) } : {}),
    ...(picker.chance(0.35) ? { add_invoice: planInvoice(picker, id, invoices) } : {}),
    ...(moved.length > 0 ? { move_invoices: moved.map((invoice) => planState(picker, invoice)) } : {}),
    ...(picker.chance(0.2)
      ? { add_grant: planGrant(picker, id, picker.one([...given, `g${picker.below(100)}`])) }
      : {}),
  };
}

/** A contract's terms; some fields are there or not. */
export function planContract(picker: Picker, id: string): NonNullable<AccountChange["put_contract"]> {
  return sample.contract(id, {
    customer_name: pickText(picker),
    status: picker.one(["active", "completed"]),
    metrics: [pickText(picker)],
    ...(picker.chance(0.3) ? { grace_days: picker.below(9) } : {}),
  });
}

function planProgram(picker: Picker, id: string, version: number): NonNullable<AccountChange["add_program"]> {
  const program = sample.program(id, version);
  return { ...program, rules: program.rules.map((rule) => ({ ...rule, name: pickText(picker) })) };
}

function planGrant(picker: Picker, contract: string, id: string): NonNullable<AccountChange["add_grant"]> {
  return sample.grant(contract, id, {
    amount: pickDecimal(picker),
    priority: picker.below(100),
    effective_date: picker.one([null, `${picker.one(months)}-01`]),
    ...(picker.chance(0.5) ? { name: pickText(picker) } : {}),
  });
}

function planInvoice(picker: Picker, contract: string, invoices: readonly Invoice[]): Invoice {
  const month = picker.one(months);
  const total = pickDecimal(picker);
  const taken = picker.chance(0.1) ? invoices.map(({ number }) => number) : [];
  const number = picker.one([...taken, `INV-${month}-${picker.below(100)}`]);
  const type = picker.one([undefined, undefined, undefined, "progressive", "correction"] as const);
  return sample.invoice(contract, month, { number, total, ...(type === undefined ? {} : { type }) });
}

function planState(picker: Picker, { number, billing_period }: Invoice): InvoiceState {
  const amount = pickDecimal(picker);
  const date = billing_period.end;
  const history: InvoiceState["history"] = Array.from({ length: 1 + picker.below(3) }, (_, place) => {
    const payment = { id: `payment-${place}`, amount, date };
    return { status: "partial", at: `${date}T${pickClock(picker)}`, payment };
  });
  const status = picker.one(["viewed", "partial", "paid", "cancelled"] as const);
  return { number, status, paid_date: picker.one([null, date]), amount_paid: amount, history };
}
