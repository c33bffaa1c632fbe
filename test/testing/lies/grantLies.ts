// Lies about credit grants (S6, S7, S9), and about the lists of an account that is new.
import type { CreditGrant } from "../../../src/model/creditGrant.ts";
import type { Account, AccountChange, BillingStore } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { lie, onAccounts, onChanges, onRefusals, refusing, without } from "./lie.ts";

const lists = ["programs", "invoices", "grants", "corrected_periods"] as const;

export const grantLies: readonly Lie[] = [
  lie("S6", "forgets grants", (honest) => onChanges(honest, (change) => without(change, "add_grant"))),
  lie("S6", "sorts grants by id", (honest) =>
    onGrants(honest, (grants) => [...grants].sort((a, b) => (a.id < b.id ? -1 : 1))),
  ),
  lie("S6", "sorts grants by priority", (honest) =>
    onGrants(honest, (grants) => [...grants].sort((a, b) => a.priority - b.priority)),
  ),
  lie("S6", "lists accounts without their grants", (honest) => ({
    listAccounts: async () => (await honest.listAccounts()).map((account) => ({ ...account, grants: [] })),
  })),
  lie("S6", "answers ok to a grant whose id is given", (honest) =>
    onRefusals(honest, (refusal) => (refusal.reason === "grant_exists" ? { ok: true } : refusal)),
  ),
  lie("S6", "looks for a grant's id in the last grant only", (honest) =>
    onRefusals(honest, async (refusal, [change]) => {
      const last = (await honest.read(refusal.contract))?.account.grants.at(-1);
      const isLast = last?.id === change?.add_grant?.id;
      return refusal.reason === "grant_exists" && !isLast ? { ok: true } : refusal;
    }),
  ),
  lie("S6", "keeps grant ids unique across contracts", (honest) => {
    const owners = new Map<string, string>();
    const isTaken = ({ contract, add_grant }: AccountChange): boolean =>
      (owners.get(add_grant?.id ?? "") ?? contract) !== contract;
    return refusing(honest, "grant_exists", isTaken, ({ contract, add_grant }) => {
      if (add_grant !== undefined) owners.set(add_grant.id, contract);
    });
  }),
  lie("S6", "takes no grant that begins in a closed period", (honest) => {
    const closed = new Set<string>();
    const isClosed = ({ add_grant }: AccountChange): boolean => closed.has(add_grant?.effective_date ?? "");
    return refusing(honest, "period_closed", isClosed, ({ add_invoice }) => {
      if (add_invoice !== undefined) closed.add(add_invoice.billing_period.start);
    });
  }),
  lie("S7", "keeps amounts of grants as binary numbers", (honest) =>
    onGrants(honest, (grants) => grants.map((each) => ({ ...each, amount: String(Number(each.amount)) }))),
  ),
  lie("S7", "trims the names of grants", (honest) =>
    onGrants(honest, (grants) =>
      grants.map((each) => (each.name === undefined ? each : { ...each, name: each.name.trim() })),
    ),
  ),
  lie("S7", "compares ids of grants without regard to case", (honest) => {
    const known = new Set<string>();
    const key = ({ contract, add_grant }: AccountChange): string =>
      `${contract} ${add_grant?.id.toLowerCase()}`;
    return refusing(
      honest,
      "grant_exists",
      (change) => change.add_grant !== undefined && known.has(key(change)),
      (change) => {
        known.add(key(change));
      },
    );
  }),
  lie("S9", "keeps the grants that it was given", (honest) => {
    const given = new Map<string, CreditGrant>();
    return {
      ...onGrants(honest, (grants) => grants.map((each) => given.get(each.id) ?? each)),
      async commit(changes) {
        const result = await honest.commit(changes);
        for (const { add_grant } of result.ok ? changes : [])
          if (add_grant !== undefined) given.set(add_grant.id, add_grant);
        return result;
      },
    };
  }),
  lie("S9", "reads grants, moves and corrected periods when it comes to them", (honest) => ({
    async commit(changes) {
      const now = structuredClone(changes) as AccountChange[];
      await Promise.resolve();
      return honest.commit(
        now.map((change, index) => {
          const { add_grant, move_invoices, put_corrected_periods } = changes[index] ?? change;
          return { ...change, ...defined({ add_grant, move_invoices, put_corrected_periods }) };
        }),
      );
    },
  })),
  lie("S6", "leaves the empty lists of an account out", (honest) =>
    onAccounts(honest, (account) => {
      const filled = Object.entries(account).filter(([, value]) => !Array.isArray(value) || value.length > 0);
      // What a store in plain JavaScript could answer; the type forbids it.
      return Object.fromEntries(filled) as unknown as Account;
    }),
  ),
  lie("S9", "hands out the empty lists that it keeps", (honest) => {
    const kept = new Map<string, never[]>();
    return onAccounts(honest, (account) => {
      const open: Partial<Record<(typeof lists)[number], never[]>> = {};
      for (const list of lists) {
        if (account[list].length > 0) continue;
        const key = JSON.stringify([account.contract.id, list]);
        open[list] = kept.get(key) ?? [];
        kept.set(key, open[list]);
      }
      return { ...account, ...open };
    });
  }),
];

function onGrants(
  honest: BillingStore,
  alter: (grants: Account["grants"]) => Account["grants"],
): Partial<BillingStore> {
  return onAccounts(honest, (account) => ({ ...account, grants: alter(account.grants) }));
}

function defined(parts: object): Partial<AccountChange> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}
