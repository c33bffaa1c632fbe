// Cuts what goes over a connection to PostgreSQL into messages, and tells which statements a client has carried out.

/** The messages that are whole with the next chunk of bytes. */
export type MessageReader = (chunk: Buffer) => Buffer[];

/** For one direction of one connection; the client's first message has no kind before its length, all others have. */
export function messageReader(from: "client" | "server"): MessageReader {
  let rest: Buffer = Buffer.alloc(0);
  let kindLength = from === "client" ? 0 : 1;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      if (rest.length < kindLength + 4) return messages;
      const end = kindLength + rest.readUInt32BE(kindLength);
      if (rest.length < end) return messages;
      messages.push(rest.subarray(0, end));
      rest = rest.subarray(end);
      kindLength = 1;
    }
  };
}

/** One letter that says what a message is. */
export function kindOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

/** The text of the statement that a client's message has carried out; undefined: the message asks for nothing to be done. */
export type StatementReader = (message: Buffer) => string | undefined;

/** For one connection: it remembers the texts of prepared statements. */
export function statementReader(): StatementReader {
  const prepared = new Map<string, string>();
  return (message) => {
    const kind = kindOf(message);
    const [first = "", second = ""] = message.subarray(5).toString("utf8").split("\0", 2);
    if (kind === "Q") return first;
    if (kind === "P") prepared.set(first, second);
    // A bind names the portal first, then the statement.
    return kind === "B" ? prepared.get(second) : undefined;
  };
}
