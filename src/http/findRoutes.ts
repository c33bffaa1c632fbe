// From the path of a request to the routes that it names.
import { canBeId } from "./readQuery.ts";
import { type Route, routes } from "./routes.ts";

export interface FoundRoute {
  readonly route: Route;
  readonly ids: readonly string[];
}

/** What a URL makes of the pricing of a contract called "."; the contract called "pricing" has percent signs to be asked for. */
const shortened = "/contracts/pricing";

/** The routes of a path below the base path, one for each method; none where there is no such path. */
export function findRoutes(path: string): readonly FoundRoute[] {
  if (path === shortened) return [];
  const parts = path.split("/");
  return routes.flatMap((route) => {
    const ids = idsIn(parts, route.path.split("/"));
    return ids === undefined ? [] : [{ route, ids }];
  });
}

/** The ids in a path that is like the pattern; undefined: it is not. */
function idsIn(parts: readonly string[], pattern: readonly string[]): string[] | undefined {
  if (parts.length !== pattern.length) return undefined;
  const ids: string[] = [];
  for (const [at, part] of parts.entries()) {
    const wanted = pattern[at] ?? "";
    if (!wanted.startsWith("{")) {
      if (part !== wanted) return undefined;
      continue;
    }
    const id = decoded(part);
    if (id === undefined || !canBeId(id)) return undefined;
    ids.push(id);
  }
  return ids;
}

/** Undefined where the percent signs do not make characters: nothing can have such a name. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
