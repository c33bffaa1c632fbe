// Proration of a usage rule: how, and of what. Neither says anything without the other, and what is not there has no parts.

/** A rule whose fields have been read; one that could not be read is there without a value. */
type Fields = { readonly [field: string]: unknown };

/** The field that is wrong, and what would be right. */
type Conflict = readonly [field: string, message: string];

export function* checkProration(rule: Fields): Iterable<Conflict> {
  const { proration, prorated } = rule;
  const says = Object.hasOwn(rule, "proration");
  if (says && proration !== undefined && proration !== "none" && !Object.hasOwn(rule, "prorated"))
    yield ["proration", "does not say what is prorated: add prorated, a list of fields of this rule"];
  if (!Array.isArray(prorated)) return;
  if (proration === "none" || !says)
    yield ["prorated", "does not say how: add proration day, second or fixed_30"];
  for (const [at, name] of prorated.entries()) {
    if (name === undefined) continue;
    if (prorated.indexOf(name) < at) yield [`prorated[${at}]`, `is there twice: ${String(name)}`];
    else if (!isThere(rule, name as string))
      yield [
        `prorated[${at}]`,
        `must be something that the rule has: add ${String(name)} to it, or leave it out here`,
      ];
  }
}

function isThere(rule: Fields, name: string): boolean {
  if (Object.hasOwn(rule, name)) return true;
  if (name !== "tiers") return false;
  const cells = [rule.cells, rule.windows].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  // A cell that could not be read may have had tiers.
  return cells.some((cell) => cell === undefined || hasTiers(cell)) || hasTiers(rule.default);
}

function hasTiers(cell: unknown): boolean {
  return typeof cell === "object" && cell !== null && "tiers" in cell;
}
