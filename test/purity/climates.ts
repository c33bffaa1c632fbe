// The conditions under which the corpus is replayed.
import { freeze, salt, wrap } from "./altered.ts";
import { type Allow, forbidAmbient, forbidEnvironment } from "./forbidAmbient.ts";

interface Climate {
  /** Before the library is loaded, so that nothing of what was can be kept aside. */
  readonly before?: () => Allow;
  /** Once it is there: what the runtime itself does not get along with while it loads modules. */
  readonly loaded?: () => Allow;
  /** Whether it is so. */
  readonly holds: () => boolean;
}

/** There is no way back. */
const lasting = (make: () => void) => (): Allow => {
  make();
  return () => {};
};

export const climates: Readonly<Record<string, Climate>> = {
  plain: { holds: () => !isRefused(Date.now) && namesIn([]).length === 0 },
  "nothing ambient": {
    before: forbidAmbient,
    loaded: forbidEnvironment,
    holds: () => [Date.now, () => process.env.TZ, () => new Intl.DateTimeFormat("en")].every(isRefused),
  },
  salted: { before: lasting(salt), holds: () => namesIn([]).includes("junk") },
  wrapped: { before: lasting(wrap), holds: () => [].map.name === "wrapped" },
  frozen: { before: lasting(freeze), holds: () => Object.isFrozen(Array.prototype) },
};

function namesIn(value: object): string[] {
  const names: string[] = [];
  for (const name in value) names.push(name);
  return names;
}

function isRefused(ask: () => unknown): boolean {
  try {
    ask();
    return false;
  } catch {
    return true;
  }
}
