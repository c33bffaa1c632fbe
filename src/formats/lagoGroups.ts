// Group keys of Lago: what a charge or one of its filters tells fees apart by.
import { type Fields, listIn } from "./fields.ts";
import { addIssue } from "./issuesAt.ts";

/** The same list under its newer and its older name; empty where there is none. */
export function lagoGroups(properties: Fields): readonly unknown[] {
  const [newer, older] = [listIn(properties, "pricing_group_keys"), listIn(properties, "grouped_by")];
  const keys = newer.length === 0 ? older : newer;
  const isSame = older.length === 0 || JSON.stringify(keys) === JSON.stringify(older);
  if (!isSame) addIssue(properties.below("grouped_by"), "value_conflict", "must be pricing_group_keys");
  return keys;
}
