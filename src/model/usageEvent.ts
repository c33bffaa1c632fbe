// What was used, when, and under which contract.
import type { CounterpartySide } from "./pricingProgram.ts";

/** Any value that JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A checked usage event; `parseUsageEvent` makes one. */
export interface UsageEvent {
  readonly external_contract_id: string;
  /** The idempotency key: unique within the contract. */
  readonly event_id: string;
  readonly metric: string;
  /** A decimal string. */
  readonly quantity: string;
  /** When it was used, RFC 3339; decides the billing period and the program version. */
  readonly timestamp: string;
  /** Anything the caller wants to keep with the event; part of what makes two events equal. */
  readonly properties?: { readonly [key: string]: JsonValue } | undefined;
  readonly counterparty?: string | undefined;
  readonly counterparty_side?: CounterpartySide | undefined;
}
