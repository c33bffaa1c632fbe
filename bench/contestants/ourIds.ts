// Ours: how the library remembers events. It keeps what an event said as well as its id; here all say the same.
import { createEventMemory } from "../../src/session/eventMemory.ts";
import type { Ids } from "./ids.ts";

export function createOurIds(): Ids {
  const memory = createEventMemory(1);
  return {
    add(contract, id) {
      // Ids of another kind are kept elsewhere.
      if (!memory.name(contract, id)) throw new RangeError(`the workload has no id like ${id}`);
      memory.saysPlain(0, 1, 0);
      if (memory.find() !== "new") return false;
      memory.keep();
      return true;
    },
  };
}
