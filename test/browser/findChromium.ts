// Where Chromium is.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The path that CHROMIUM_PATH names, or the first of the usual ones that is there. */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== "") return named;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const usual = [
    "/usr/bin/chromium",
    ...folders.flatMap((folder) => ["chromium", "chromium-browser"].map((name) => join(folder, name))),
  ];
  const found = usual.find((path) => existsSync(path));
  if (found === undefined) throw new Error("there is no Chromium: install it, or name it in CHROMIUM_PATH");
  return found;
}
