// The next step of a random history, from what the reference shows.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";
import type { Picker } from "./picker.ts";
import { contracts } from "./pickText.ts";
import { planChange } from "./planChange.ts";
import { planNonsense } from "./planNonsense.ts";
import { planQuestion } from "./planQuestion.ts";
import type { RaceCall, Step } from "./step.ts";

/** A step for a store that is to show what the reference shows. */
export async function planStep(picker: Picker, reference: BillingStore): Promise<Step> {
  if (picker.chance(0.35)) return planQuestion(picker, reference);
  if (picker.chance(0.05)) return planNonsense(picker, reference);
  if (picker.chance(0.7)) return { kind: "commit", changes: await planCommit(picker, reference) };
  const calls: RaceCall[] = [];
  for (let count = 2 + picker.below(3); count > 0; count -= 1)
    calls.push({ changes: await planCommit(picker, reference) });
  if (picker.chance(0.5)) calls.splice(picker.below(calls.length), 0, { look: picker.one(contracts) });
  return { kind: "race", calls };
}

/** Changes of some contracts; mostly of one, now and then of none. */
async function planCommit(picker: Picker, reference: BillingStore): Promise<AccountChange[]> {
  const chosen = picker.chance(0.3) ? picker.some(contracts, 3) : [picker.one(["a", "a", ...contracts])];
  if (picker.chance(0.02)) return [];
  const changes: AccountChange[] = [];
  for (const contract of chosen)
    changes.push(planChange(picker, contract, await reference.read(contract, everything)));
  return changes;
}

const everything = { include: ["totals", "charges", "events"] } as const;
