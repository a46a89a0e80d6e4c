import { EXPIRY_NOTICE_DAYS } from "../domain/expiry.ts";
import { DAY_MS } from "../domain/periods.ts";

/** When that ends which is announced at a time. */
export function noticeSpan(asOf: string): { readonly from: string; readonly until: string } {
  return { from: asOf, until: new Date(Date.parse(asOf) + EXPIRY_NOTICE_DAYS * DAY_MS).toISOString() };
}
