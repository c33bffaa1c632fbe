// A request that is refused for what it is, before the engine has a say.
import type { Issue, IssueCode } from "../index.ts";

/** What an error's `code` can be beside the codes of issues. */
export type HttpErrorCode =
  | "api_key_missing"
  | "api_key_invalid"
  | "api_key_expired"
  | "bad_request"
  | "not_found"
  | "method_not_allowed"
  | "parameter_unknown"
  | "parameter_repeated"
  | "body_too_large"
  | "body_not_utf8"
  | "body_incomplete"
  | "content_type_unsupported"
  | "store_unavailable"
  | "internal_error";

/** Thrown while a request is read; it becomes the answer. */
export class HttpRefusal extends Error {
  override readonly name: string = "HttpRefusal";
  readonly status: number;
  readonly code: HttpErrorCode | IssueCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly issues: readonly Issue[] | undefined;

  constructor(
    status: number,
    code: HttpErrorCode | IssueCode,
    message: string,
    beside: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly issues?: readonly Issue[];
    } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = beside.headers ?? {};
    this.issues = beside.issues;
  }
}

/** What is not there, and what belongs to another account, look the same. */
export function notFound(): HttpRefusal {
  return new HttpRefusal(404, "not_found", "Not found");
}

/** A parameter or a body that is wrong in itself, told like any other issue. */
export function badRequest(code: IssueCode, path: string, message: string): HttpRefusal {
  return new HttpRefusal(400, code, message, { issues: [{ code, path, message }] });
}
