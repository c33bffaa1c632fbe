// Stores that now and then change a value on its way in or out: cut texts, and decimals that become numbers.
import type { BillingStore } from "../../../src/store/billingStore.ts";
import { type Fault, type FaultChance, fault } from "./fault.ts";

const decimalFields = new Set(["quantity", "amount", "total", "amount_paid", "free_amount", "unit_amount"]);

export const valueFaults: readonly Fault[] = [
  fault("cuts a text that it writes after 64 characters", (honest, chance) =>
    onValues(honest, chance, "in", (text) => text.slice(0, 64)),
  ),
  fault("cuts texts that it reads after 64 characters", (honest, chance) =>
    onValues(honest, chance, "out", (text) => text.slice(0, 64)),
  ),
  fault("writes decimals through a double", (honest, chance) =>
    onValues(honest, chance, "in", (text, field) => (decimalFields.has(field) ? `${Number(text)}` : text)),
  ),
  fault("reads decimals through a double", (honest, chance) =>
    onValues(honest, chance, "out", (text, field) => (decimalFields.has(field) ? `${Number(text)}` : text)),
  ),
  fault("answers numbers where decimals went in", (honest, chance) =>
    onValues(honest, chance, "out", (text, field) => (decimalFields.has(field) ? Number(text) : text)),
  ),
  fault("trims texts that it writes", (honest, chance) =>
    onValues(honest, chance, "in", (text) => text.trim()),
  ),
  fault("composes the characters of texts that it writes", (honest, chance) =>
    onValues(honest, chance, "in", (text) => text.normalize("NFC")),
  ),
  fault("answers texts in lower case", (honest, chance) =>
    onValues(honest, chance, "out", (text) => text.toLowerCase()),
  ),
];

type Alter = (text: string, field: string) => unknown;

/** Changes texts in what is committed, or in what is answered. */
function onValues(
  honest: BillingStore,
  { happens }: FaultChance,
  way: "in" | "out",
  alter: Alter,
): Partial<BillingStore> {
  const change = <T>(value: T): T => (happens() ? (mapTexts(value, alter, "") as T) : value);
  if (way === "in") return { commit: (changes) => honest.commit(change(changes)) };
  return {
    read: async (contract, query) => change(await honest.read(contract, query)),
    listAccounts: async () => change(await honest.listAccounts()),
    findEvent: async (id) => change(await honest.findEvent(id)),
    listUsage: async (query) => change(await honest.listUsage(query)),
  };
}

/** A copy with every text changed that is a value. */
function mapTexts(value: unknown, alter: Alter, field: string): unknown {
  if (typeof value === "string") return alter(value, field);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => mapTexts(element, alter, field));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, alter, key)]));
}
