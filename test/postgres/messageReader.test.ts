// The reader of what goes over a connection: messages come whole however the bytes are cut, and statements by their text.
import { describe, expect, it } from "vitest";
import { kindOf, messageReader, statementReader } from "./messageReader.ts";

function message(kind: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(4 + Buffer.byteLength(body));
  return Buffer.concat([Buffer.from(kind), length, Buffer.from(body)]);
}

const startup = message("", "\0\u0003\0\0user\0postgres\0\0");
const sent = [
  startup,
  message("Q", "begin\0"),
  message("P", "s1\0insert into t values ($1)\0\0\0"),
  message("P", "\0select 1\0\0\0"),
  message("B", "\0s1\0rest"),
  message("B", "\0\0rest"),
  message("E", "\0\0\0\0\0"),
  message("S", ""),
  message("B", "\0s1\0rest"),
  message("Q", "commit\0"),
];

describe("messageReader", () => {
  it.each([1, 2, 3, 7, 64, 10_000])("gives whole messages, cut every %i bytes", (size) => {
    const bytes = Buffer.concat(sent);
    const read = messageReader("client");
    const messages: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) messages.push(...read(bytes.subarray(at, at + size)));
    expect(messages.map(String)).toEqual(sent.map(String));
  });

  it("knows that a server's first message has a kind", () => {
    const answers = [message("R", "\0\0\0\0"), message("C", "COMMIT\0"), message("Z", "I")];
    expect(messageReader("server")(Buffer.concat(answers)).map(kindOf)).toEqual(["R", "C", "Z"]);
  });
});

describe("statementReader", () => {
  it("tells which statements are carried out, and not which are only prepared", () => {
    const read = statementReader();
    const statements = sent
      .slice(1)
      .map(read)
      .filter((statement) => statement !== undefined);
    const insert = "insert into t values ($1)";
    expect(statements).toEqual(["begin", insert, "select 1", insert, "commit"]);
  });
});
