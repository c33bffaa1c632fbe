// What remembers event ids.

export interface Ids {
  /** False: the contract has this id already. */
  add(contract: number, id: string): boolean;
}

/** One set for all: ids like those of the workload hardly ever meet. */
export function createSetIds(): Ids {
  const ids = new Set<string>();
  return {
    add(_contract, id) {
      const before = ids.size;
      ids.add(id);
      return ids.size > before;
    },
  };
}

/** With something to say about each, here one of a few texts, which take no room of their own. */
export function createMapIds(): Ids {
  const ids = new Map<string, string>();
  return {
    add(contract, id) {
      const before = ids.size;
      ids.set(id, texts[contract % texts.length] as string);
      return ids.size > before;
    },
  };
}

const texts = ["calls", "messages", "payments", "storage"];
