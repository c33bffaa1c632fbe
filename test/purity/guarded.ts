// Dates and formats that answer only what does not depend on the machine.

/** Dates of given instants, and of texts that say where they are: none of the present, and none of a local time. */
export function guardedDate(): DateConstructor {
  return new Proxy(Date, {
    apply: () => refuse("the present"),
    construct(target, given, newTarget) {
      if (given.length !== 1) refuse(given.length === 0 ? "the present" : "a local time");
      checkText(given[0]);
      return Reflect.construct(target, given, newTarget) as object;
    },
    get(target, name, receiver) {
      if (name !== "parse") return Reflect.get(target, name, receiver) as unknown;
      return (text: string) => {
        checkText(text);
        return target.parse(text);
      };
    },
  });
}

/** Formats in a given language, of a given zone. */
export function guardedFormat(): typeof Intl.DateTimeFormat {
  const check = ([locale, options]: readonly unknown[]) => {
    if (locale === undefined || (Array.isArray(locale) && locale.length === 0))
      refuse("the machine's language");
    if ((options as Intl.DateTimeFormatOptions | undefined)?.timeZone === undefined)
      refuse("the machine's zone");
  };
  return new Proxy(Intl.DateTimeFormat, {
    apply(target, self, given) {
      check(given);
      return Reflect.apply(target, self, given) as unknown;
    },
    construct(target, given, newTarget) {
      check(given);
      return Reflect.construct(target, given, newTarget) as object;
    },
  });
}

/** A date alone is in UTC; a time has to say its offset. */
function checkText(text: unknown): void {
  if (typeof text === "string" && !/^\d{4}-\d{2}-\d{2}$|(?:Z|[+-]\d{2}:\d{2})$/.test(text))
    refuse(`the local time ${text}`);
}

function refuse(what: string): never {
  throw new Error(`${what} has been asked for`);
}
