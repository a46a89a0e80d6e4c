import type { Clock, Mail, Mailer } from "../../ports.ts";

export interface ResendSettings {
  readonly key: string;
  /** Whom mails come from, for instance `Shop <mail@shop.example>`: of a domain that Resend has verified. */
  readonly from: string;
  /** Another address of the service, for tests. */
  readonly baseUrl?: string;
}

/** All tries together end within the time that a Worker gives to what goes on after a reply. */
const TRIES = 3;
const TRY_WITHIN_MS = 6_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 3_000;

/**
 * Sends mails by Resend. A mail that was not answered, or not now, is sent again under its own id, which Resend keeps
 * for a day: it is delivered once. What is refused for what it is, is not.
 */
export function resendMailer({ key, from, baseUrl }: ResendSettings, clock: Pick<Clock, "sleep">): Mailer {
  return {
    async send({ id, to, subject, html, text }: Mail) {
      // No page needs it.
      const { Resend } = await import("resend");
      const resend = new Resend(key, baseUrl === undefined ? {} : { baseUrl });
      for (let attempt = 1; ; attempt++) {
        const options = { idempotencyKey: id, signal: AbortSignal.timeout(TRY_WITHIN_MS) };
        const answer = await resend.emails.send({ from, to, subject, html, text }, options);
        if (answer.error === null) return;
        const { name, statusCode } = answer.error;
        // What a gateway on the way answers need not have one.
        const status = typeof statusCode === "number" ? statusCode : null;
        // Its message may repeat the address.
        if (attempt === TRIES || !mayPass(status)) throw new Error(`Resend: ${status ?? "no answer"} ${name}`);
        await clock.sleep(pauseOf(attempt, answer.headers?.["retry-after"]));
      }
    },
  };
}

/** Null is no answer at all. */
function mayPass(status: number | null): boolean {
  return status === null || status === 429 || status >= 500;
}

function pauseOf(attempt: number, retryAfter: string | undefined): number {
  const asked = Number(retryAfter ?? "") * 1_000;
  const own = FIRST_PAUSE_MS * 2 ** (attempt - 1);
  return Math.min(Number.isFinite(asked) ? Math.max(asked, own) : own, LONGEST_PAUSE_MS);
}
