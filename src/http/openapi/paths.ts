// Every path of the document, below the base path.
import { contractStatuses } from "./contractSchemas.ts";
import { contractQuery, dateQuery, invoiceStatus, listOf, operation, pageQuery } from "./operation.ts";
import { refTo, type Schemas } from "./schema.ts";

const effectiveDate: Schemas = {
  effective_date: {
    ...refTo("Date"),
    description:
      "From when the new version holds. Unless told, today in the contract's zone, or the day of the latest version where that is later. A day before that version's is refused.",
  },
};
const ruleErrors = ["409"];

const contractPaths: Schemas = {
  "/contracts": {
    get: operation({
      id: "listContracts",
      summary: "All contracts, newest first, in one page.",
      query: { status: { type: "string", enum: contractStatuses } },
      answer: listOf("Contract"),
    }),
  },
  "/contracts/{contract_id}": {
    get: operation({
      id: "getContract",
      summary: "One contract.",
      path: ["contract_id"],
      answer: refTo("Contract"),
    }),
  },
  "/contracts/{contract_id}/pricing": {
    get: operation({
      id: "getPricing",
      summary:
        "The program version in effect now (before the first takes effect, that one), or the one asked for.",
      path: ["contract_id"],
      query: { version: { type: "integer", minimum: 1 } },
      answer: refTo("PricingProgram"),
    }),
  },
};

const rulePaths: Schemas = {
  "/contracts/{contract_id}/pricing-rules": {
    post: operation({
      id: "addPricingRule",
      summary: "Appends a rule, as a new version of the program.",
      path: ["contract_id"],
      query: effectiveDate,
      body: "RuleInput",
      status: "201",
      answer: refTo("PricingRule"),
      errors: ruleErrors,
    }),
  },
  "/contracts/{contract_id}/pricing-rules/{rule_id}": {
    put: operation({
      id: "updatePricingRule",
      summary: "Merges fields into a rule, as a new version of the program.",
      description:
        "Where nothing changes from the day on, there is no new version, and the latest is the answer.",
      path: ["contract_id", "rule_id"],
      query: effectiveDate,
      body: "RuleChange",
      answer: refTo("PricingRule"),
      errors: ruleErrors,
    }),
    delete: operation({
      id: "deletePricingRule",
      summary: "Removes a rule, as a new version of the program; the last one stays.",
      path: ["contract_id", "rule_id"],
      query: effectiveDate,
      answer: refTo("PricingRule"),
      errors: ruleErrors,
    }),
  },
};

const usagePaths: Schemas = {
  "/usage": {
    post: operation({
      id: "submitUsage",
      summary: "Takes up to 100 events: each is checked, kept and rated, all in one commit.",
      description: "The same event again changes nothing. Rejected events do not keep the others out.",
      body: "UsageBatch",
      answer: refTo("UsageResult"),
    }),
    get: operation({
      id: "listUsage",
      summary: "Usage, newest first.",
      query: {
        contract: refTo("Id"),
        metric: refTo("Id"),
        ...dateQuery,
        status: { type: "string", enum: ["accepted", "rated", "voided"] },
        ...pageQuery,
      },
      answer: listOf("UsageEvent"),
      errors: ["409"],
    }),
  },
  "/usage/{event_id}": {
    get: operation({
      id: "getUsage",
      summary: "One event, by its event_id.",
      path: ["event_id"],
      query: contractQuery,
      answer: refTo("UsageEvent"),
      errors: ["409"],
    }),
  },
};

const invoicePaths: Schemas = {
  "/invoices": {
    get: operation({
      id: "listInvoices",
      summary: "Final invoices and drafts, newest period first, without their lines.",
      description: "from and to are first days of billing periods, inclusive.",
      query: { contract: refTo("Id"), status: invoiceStatus, ...dateQuery, ...pageQuery },
      answer: listOf("InvoiceSummary"),
      errors: ["409"],
    }),
  },
  "/invoices/{number}": {
    get: operation({
      id: "getInvoice",
      summary: "One invoice, with its lines.",
      path: ["number"],
      query: contractQuery,
      answer: refTo("Invoice"),
      errors: ["409"],
    }),
  },
};

export const paths: Schemas = { ...contractPaths, ...rulePaths, ...usagePaths, ...invoicePaths };
