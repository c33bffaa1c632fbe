// Credit grants: given once, and what is left of them.
import { currencyDigits } from "../decimal/currencyDigits.ts";
import { decimalOf, formatDecimal, isZero, scaleOf } from "../decimal/decimal.ts";
import { parseCreditGrant } from "../intake/parseCreditGrant.ts";
import { creditBalance } from "../invoicing/drawCredits.ts";
import { openPast } from "../invoicing/pastInvoices.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Contract } from "../model/contract.ts";
import type { CreditGrant } from "../model/creditGrant.ts";
import { expectOk } from "../model/expectOk.ts";
import type { Account } from "../store/billingStore.ts";
import { type Desk, refusal } from "./desk.ts";
import type { CreditBalance, List } from "./documents.ts";

export async function grantCredit(desk: Desk, document: unknown): Promise<CreditGrant> {
  const grant = expectOk(parseCreditGrant(document));
  return desk.write([grant.contract], async () => {
    const { account } = await desk.read(grant.contract);
    const known = account.grants.find(({ id }) => id === grant.id);
    if (known !== undefined && canonicalJson(known) === canonicalJson(grant))
      return { changes: [], answer: known };
    if (known !== undefined)
      throw refusal("credit_conflict", `grant ${grant.id} is there with other content; it stays`, "id");
    refuseScale(grant, account.contract);
    const { revision } = account;
    return { changes: [{ contract: grant.contract, revision, add_grant: grant }], answer: grant };
  });
}

export async function listCredits(desk: Desk, contract: string): Promise<List<CreditBalance>> {
  const { account } = await desk.read(contract);
  const data = account.grants.map((grant) => balanceOf(grant, account));
  return { object: "list", data, has_more: false, total_count: data.length };
}

function balanceOf(grant: CreditGrant, { contract, invoices }: Account): CreditBalance {
  const draws = invoices
    .filter(({ status }) => status !== "cancelled")
    .flatMap((invoice) => {
      const amount = openPast(contract, [invoice]).drawn(grant.id);
      return isZero(amount) ? [] : [{ invoice: invoice.number, amount: formatDecimal(amount) }];
    });
  const balance = formatDecimal(creditBalance(grant, openPast(contract, invoices)));
  return { ...grant, balance, draws };
}

function refuseScale({ amount }: CreditGrant, { currency, currency_digits }: Contract): void {
  const digits = currency_digits ?? currencyDigits(currency) ?? 2;
  if (scaleOf(decimalOf(amount)) <= digits) return;
  const message = `must have at most ${digits} decimal places in ${currency}, is ${amount}`;
  throw refusal("amount_scale_exceeds_currency", message, "amount");
}
