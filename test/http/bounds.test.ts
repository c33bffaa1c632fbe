// What a handler does without what most requests and most options bring.
import { describe, expect, it } from "vitest";
import { sameBytes } from "../../src/http/findKey.ts";
import { checkOptions } from "../../src/http/handlerOptions.ts";
import { readBody } from "../../src/http/readBody.ts";
import { statusOf } from "../../src/http/statusOf.ts";
import { BillingError, type Engine } from "../../src/index.ts";

describe("a body", () => {
  it("that is not there is no JSON", async () => {
    const headers = { "content-type": "application/json" };
    const reading = readBody(new Request("http://host/", { method: "POST", headers }), 10);
    const error = await reading.catch((one: unknown) => one);
    expect(error).toBeInstanceOf(BillingError);
    expect((error as BillingError).code).toBe("json_invalid");
  });
});

describe("options that are left out", () => {
  it("are a path, a size, and nobody who is told of errors", async () => {
    const engine = {} as Engine;
    const now = () => "2026-01-01T00:00:00Z";
    const setup = checkOptions(engine, { keys: () => undefined, now });
    expect([setup.basePath, setup.maxBodyBytes]).toEqual(["/v1/billing", 1_048_576]);
    expect(setup.onError(new Error("it failed"), new Request("http://host/"))).toBeUndefined();
    expect(await setup.engineOf(undefined)).toBe(engine);
  });
});

describe("the status of issues", () => {
  it("is 400 where there are none, and by the first where there are", () => {
    expect(statusOf([])).toBe(400);
    const issue = { code: "invoice_unknown", message: "is unknown" } as const;
    expect([statusOf([{ ...issue, path: "" }]), statusOf([{ ...issue, path: "invoices[0]" }])]).toEqual([
      404, 400,
    ]);
  });
});

describe("sameBytes", () => {
  it("looks at all of both", () => {
    expect([sameBytes([1, 2], [1, 2]), sameBytes([1, 2], [1]), sameBytes([1, 2], [1, 3])]).toEqual([
      ...[true, false, false],
    ]);
  });
});
