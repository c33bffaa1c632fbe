// Credit grants: given once, and what is left of them.
import { formatDecimal, isZero } from "../decimal/decimal.ts";
import { parseCreditGrant } from "../intake/parseCreditGrant.ts";
import { creditBalance } from "../invoicing/drawCredits.ts";
import { openPast } from "../invoicing/pastInvoices.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { CreditGrant } from "../model/creditGrant.ts";
import { expectOk } from "../model/expectOk.ts";
import type { Account } from "../store/billingStore.ts";
import { type Desk, refusal } from "./desk.ts";
import type { CreditBalance, List } from "./documents.ts";
import { refuseScale } from "./refuseScale.ts";

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
  const past = openPast(contract, invoices);
  const draws = [...past.draws(grant.id)].flatMap(([invoice, amount]) =>
    isZero(amount) ? [] : [{ invoice, amount: formatDecimal(amount) }],
  );
  return { ...grant, balance: formatDecimal(creditBalance(grant, past)), draws };
}
