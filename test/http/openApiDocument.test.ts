// The document is held against the specification, the routes, and what the library makes of worlds that are drawn by lot.
import { Validator } from "@seriousme/openapi-schema-validator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRoutes } from "../../src/http/findRoutes.ts";
import { openApiDocument } from "../../src/http/index.ts";
import { routes } from "../../src/http/routes.ts";
import {
  expectOk,
  issueCodes,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  toWireJson,
} from "../../src/index.ts";
import { allowedFields, neededFields } from "../../src/intake/ruleFields.ts";
import { ruleModels } from "../../src/model/ruleModel.ts";
import { placedContract } from "../arbitraries/contracts.ts";
import { buildPrograms, programPick } from "../arbitraries/programs.ts";
import { misfitsOf } from "./fitsSchema.ts";
import { contract, event, openWorld } from "./world.ts";

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
}
type Schema = { readonly required: readonly string[]; readonly properties: object };

const document = openApiDocument();
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation: operation as unknown as Operation,
  })),
);

describe("openApiDocument", () => {
  it("is valid OpenAPI 3.1, by the schema of the specification", async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
    expect(result.errors ?? []).toEqual([]);
    expect([result.valid, validator.version]).toEqual([true, "3.1"]);
  });

  it("has every route, and no path that is none", () => {
    const named = operations.map(({ path, method }) => `${method} ${path}`);
    const routed = routes.map(({ method, path }) => `${method} /v1/billing${path}`);
    expect(named.sort()).toEqual([...routed, "GET /v1/billing/openapi.json"].sort());
  });

  it("has each route's parameters, body and status", () => {
    for (const { method, path, query, takesBody, status } of routes) {
      const found = operations.find((one) => one.method === method && one.path === `/v1/billing${path}`);
      const parameters = found?.operation.parameters ?? [];
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(({ 1: name }) => name);
      const names = (place: string): string[] =>
        parameters.filter((one) => one.in === place).map(({ name }) => name);
      expect([path, names("path")]).toEqual([path, inPath]);
      expect([path, names("query").sort()]).toEqual([path, [...query].sort()]);
      expect([path, found?.operation.requestBody !== undefined]).toEqual([path, takesBody]);
      const done = Object.keys(found?.operation.responses ?? {}).filter((one) => one < "300");
      expect([path, done]).toEqual([path, [String(status)]]);
    }
  });

  it("names each operation once, and refers to nothing that is not there", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const text = JSON.stringify(document);
    for (const [, section = "", name = ""] of text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)) {
      const components = document.components as unknown as Record<string, object>;
      expect(Object.keys(components[section] ?? {})).toContain(name);
    }
    for (const name of Object.keys(document.components.schemas))
      expect(text, `${name} is used`).toContain(`"#/components/schemas/${name}"`);
  });

  it.each(["/openapi.json", "/v1/billing/openapi.json"])("is served to anybody, at %s", async (path) => {
    const { handler } = await openWorld();
    const url = `http://localhost${path}`;
    const response = await handler(new Request(`${url}?any=thing`));
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual(document);
    const posted = await handler(new Request(url, { method: "POST" }));
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    const head = await handler(new Request(url, { method: "HEAD" }));
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("stands where no route is, and hides nothing that is called like it", async () => {
    expect(findRoutes("/openapi.json")).toEqual([]);
    const { engine, ask } = await openWorld();
    await engine.putContract({ ...contract, id: "openapi.json" });
    expect((await ask("/contracts/openapi.json")).body.id).toBe("openapi.json");
    expect((await ask("/contracts/openapi.json", { key: null })).status).toBe(401);
  });

  it("is served with the servers and the base path of its handler", async () => {
    const options = { basePath: "/", servers: ["https://billing.example.com/v1"] };
    const { handler } = await openWorld(options);
    const served = await handler(new Request("http://localhost/openapi.json"));
    expect(await served.json()).toEqual(openApiDocument(options));
  });

  it("names servers and another base path", () => {
    const other = openApiDocument({ basePath: "/api", servers: ["https://billing.example.com"] });
    expect(other.servers).toEqual([{ url: "https://billing.example.com" }]);
    expect(Object.keys(other.paths)).toContain("/api/usage/{event_id}");
    expect(() => openApiDocument({ basePath: "api" })).toThrow("basePath");
  });

  it("is the caller's own: who changes it changes no other", () => {
    const mine = openApiDocument() as { components: { schemas: Record<string, unknown> } };
    mine.components.schemas.Id = "changed";
    (mine.components.schemas.Contract as { properties: Record<string, unknown> }).properties.id = "changed";
    expect(openApiDocument()).toEqual(document);
  });
});

describe("the schemas of rules", () => {
  const types = { flat: ["subscription", "one_time"] } as Readonly<Record<string, readonly string[]>>;
  const named: Readonly<Record<string, string>> = {
    subscription: "SubscriptionRule",
    one_time: "OneTimeRule",
  };
  const kinds = ruleModels.flatMap((model) => (types[model] ?? ["usage"]).map((type) => ({ model, type })));

  it.each(kinds)("have the fields that the parser takes: $type, $model", ({ model, type }) => {
    const pascal = model.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
    const name = named[type] ?? `${pascal}Rule`;
    const ruleType = type as "usage" | "subscription" | "one_time";
    for (const suffix of ["", "Input"]) {
      const schema = document.components.schemas[`${name}${suffix}`] as unknown as Schema;
      const allowed = [...allowedFields(ruleType, model)];
      // A fee that is due once may say so in its frequency; it is not kept.
      const extra = suffix === "Input" && type === "one_time" ? ["frequency"] : [];
      expect(Object.keys(schema.properties).sort()).toEqual([...allowed, ...extra].sort());
      const needed = [...neededFields(ruleType, model), ...(suffix === "" ? ["id"] : [])];
      expect([...schema.required].sort()).toEqual(needed.sort());
    }
  });

  it("fit what the parser makes of programs, and what it was made of", () => {
    const world = fc.record({ placed: placedContract, pick: programPick() });
    fc.assert(
      fc.property(world, ({ placed, pick }) => {
        expect(misfitsOf("Contract", expectOk(parseContract(placed.contract)))).toEqual([]);
        for (const program of buildPrograms(pick, placed)) {
          const parsed = expectOk(parsePricingProgram(program));
          expect(misfitsOf("PricingProgram", JSON.parse(toWireJson(parsed)))).toEqual([]);
          for (const rule of program.rules)
            expect(misfitsOf("RuleInput", rule), JSON.stringify(rule)).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it("fit what stands beside the rules", () => {
    const program = expectOk(
      parsePricingProgram({
        contract: "acme",
        version: 1,
        rules: [
          { id: "r", name: "Fee", type: "one_time", model: "flat", amount: 5, discounts: [{ percent: 0.1 }] },
        ],
        discounts: [
          { id: "d", name: "D", percent: "0.1", rules: ["r"] },
          { id: "e", amount: 5 },
        ],
        minimum_commitment: { amount: "10", name: "Least", proration: "day" },
        taxes: [{ id: "t", name: "VAT", rate: 0.19, inclusive: true, rounding: "line", rules: ["r"] }],
        progressive_threshold: 1000,
      }),
    );
    expect(misfitsOf("PricingProgram", JSON.parse(toWireJson(program)))).toEqual([]);
  });
});

describe("the schemas of what is sent", () => {
  it.each([
    [{ quantity: "12345678901234567890.123456789012345678" }, true],
    [
      {
        quantity: 0.5,
        properties: { any: [{ thing: null }] },
        counterparty: "c",
        counterparty_side: "maker",
      },
      true,
    ],
    [{ quantity: "-5" }, true],
    [{ quantity: "+5" }, false],
    [{ quantity: "05" }, false],
    [{ quantity: ".5" }, false],
    [{ quantity: "1e3" }, false],
    [{ quantity: null }, false],
    [{ event_id: "a b" }, false],
    [{ event_id: "" }, false],
    [{ unit: "GB" }, false],
    [{ counterparty_side: "both" }, false],
  ])("take and refuse the event %j as the parser does: %s", (fields, fits) => {
    const sent = event("e1", fields);
    expect(misfitsOf("UsageBatch", { events: [sent] }).length === 0).toBe(fits);
    expect(parseUsageEvent(sent).ok).toBe(fits);
  });
});

describe("the schemas of errors", () => {
  it("leave room for every code that an issue can have", () => {
    for (const code of issueCodes) {
      const issues = [{ code, path: "", message: "m" }];
      expect(misfitsOf("Error", { error: "m", code, issues })).toEqual([]);
    }
    expect(misfitsOf("Error", { error: "m" })).not.toEqual([]);
  });
});
