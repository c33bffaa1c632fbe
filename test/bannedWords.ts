// Words that the library does without, each with the reason and with the rooms that need it. They are looked for in the
// syntax tree, so that comments and texts may speak of them.
import ts from "typescript";

/** A word that has no place in some rooms. */
export interface BannedWord {
  readonly word: string;
  readonly why: string;
  /** Rooms, or single files, in which it is at home. */
  readonly allowedIn: readonly string[];
  readonly find: (node: ts.Node) => boolean;
}

const waitingRooms = ["store", "engine", "testing", "postgres", "http", "bin", "playground"];
const clockless = "what is computed depends on the input alone; who needs the time takes it as an argument";
const placeless = "the library runs in any JavaScript runtime and prints nothing by itself";
const inexact = "a binary float cannot hold most amounts; read and compute through the decimal room";

export const bannedWords: readonly BannedWord[] = [
  // The program is the only part with a clock beside it: its server says when usage came.
  { word: "Date.now", why: clockless, allowedIn: ["src/bin/main.ts"], find: isMember("Date", "now") },
  {
    word: "new Date() without an argument",
    why: clockless,
    allowedIn: [],
    find: (node) => ts.isNewExpression(node) && isGlobal(node.expression, "Date") && !node.arguments?.length,
  },
  {
    word: "Date",
    why: "days, months and zones are the calendar's: elsewhere they are text",
    allowedIn: ["calendar", "src/bin/main.ts"],
    find: (node) => isGlobal(node, "Date"),
  },
  {
    word: "Intl",
    why: "its data changes with the runtime; only the calendar needs it, for the offsets of zones",
    allowedIn: ["calendar"],
    find: (node) => isGlobal(node, "Intl"),
  },
  {
    word: "localeCompare",
    why: "the order would depend on the machine; compare by code unit",
    allowedIn: [],
    find: (node) =>
      ts.isPropertyAccessExpression(node) && /^(localeCompare|toLocale\w*)$/.test(node.name.text),
  },
  {
    word: "Math.random",
    why: "what is computed depends on the input alone, so that it can be computed again",
    allowedIn: [],
    find: isMember("Math", "random"),
  },
  { word: "process", why: placeless, allowedIn: ["bin"], find: (node) => isGlobal(node, "process") },
  { word: "console", why: placeless, allowedIn: ["bin"], find: (node) => isGlobal(node, "console") },
  { word: "globalThis", why: placeless, allowedIn: [], find: (node) => isGlobal(node, "globalThis") },
  { word: "parseFloat", why: inexact, allowedIn: [], find: (node) => isIdentifier(node, "parseFloat") },
  {
    word: "Number()",
    why: inexact,
    // The place in an invoice's number is a count, and no amount.
    allowedIn: ["decimal", "intake", "calendar", "bin", "src/invoicing/invoiceNumber.ts"],
    find: (node) =>
      (ts.isCallExpression(node) && isGlobal(node.expression, "Number")) ||
      (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken),
  },
  {
    word: "async",
    why: "only what talks to a store waits; everything else is computed at once",
    allowedIn: waitingRooms,
    find: (node) =>
      node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node) || isGlobal(node, "Promise"),
  },
  {
    word: "instanceof with an error of ours",
    why: "two copies of the package can live in one process: tell errors apart by name and code",
    allowedIn: [],
    find: (node) =>
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
      /^(Billing|Store|Invariant)Error$/.test(node.right.getText()),
  },
];

function isMember(object: string, member: string): (node: ts.Node) => boolean {
  return (node) =>
    ts.isPropertyAccessExpression(node) && node.name.text === member && isGlobal(node.expression, object);
}

function isIdentifier(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** An identifier that stands for itself: not the name of a property, as in `options.process` or `{ process: … }`. */
function isGlobal(node: ts.Node, name: string): boolean {
  if (!isIdentifier(node, name)) return false;
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  const named = parent as ts.Node & { readonly name?: ts.Node; readonly propertyName?: ts.Node };
  return ts.isShorthandPropertyAssignment(parent) || (named.name !== node && named.propertyName !== node);
}
