// The door `./http`: the billing API over HTTP, for any server that has the web's Request and Response.
export type { ApiKey, KeyLookup } from "./apiKey.ts";
export { createHandler, type Handler } from "./createHandler.ts";
export type { EngineSource, HandlerOptions } from "./handlerOptions.ts";
export { hashApiKey } from "./hashApiKey.ts";
export type { NodeListener, NodeRequest, NodeResponse } from "./nodeMessages.ts";
export { type OpenApiDocument, type OpenApiOptions, openApiDocument } from "./openApiDocument.ts";
export { type NodeListenerOptions, toNodeListener } from "./toNodeListener.ts";
