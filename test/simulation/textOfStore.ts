// Everything that the store holds, as text.
import type { Snapshot } from "../../src/store/billingStore.ts";
import type { Stage } from "./stage.ts";

export async function textOfStore({ truth, world }: Pick<Stage, "truth" | "world">): Promise<string> {
  const snapshots: (Snapshot | null)[] = [];
  for (const { contract } of world)
    snapshots.push(await truth.read(contract.id, { include: ["events", "charges", "totals"] }));
  return JSON.stringify(snapshots);
}
