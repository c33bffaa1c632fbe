// CloudEvents 1.0 in JSON, and how a usage event of ours is told from others.
import type { CounterpartySide, JsonValue } from "../index.ts";
import type { EventOptions } from "./eventOptions.ts";

/** The schema of `data` by which `fromCloudEvent` knows what `toCloudEvent` has written. */
export const usageDataSchema = "urn:lucius-rating:usage-event:1";

/** A usage event as a CloudEvent in structured mode. */
export interface CloudEvent {
  readonly specversion: "1.0";
  /** The `event_id`. */
  readonly id: string;
  readonly source: string;
  /** The metric. */
  readonly type: string;
  /** The contract. */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly dataschema: typeof usageDataSchema;
  readonly data: {
    /** A decimal string. */
    readonly quantity: string;
    readonly properties?: { readonly [key: string]: JsonValue };
    readonly counterparty?: string;
    readonly counterparty_side?: CounterpartySide;
  };
}

export interface CloudEventOptions extends EventOptions {
  /**
   * `source_and_id` (default): both, percent-encoded and joined by `|`, since an id is unique within its source only; `id`: the id
   * alone, where one source sends all.
   */
  readonly identity?: "source_and_id" | "id";
  /** Names of extension attributes that are kept as properties. Others are left behind: tracing and routing differ from try to try. */
  readonly extensions?: readonly string[];
}
