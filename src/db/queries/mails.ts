import type { Database } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";

/** So many mails one address gets in an hour, however many people ask for them. */
export const MAX_MAILS_AN_HOUR = 5;

/** What a mail says. */
export interface MailContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Whose address it is, as far as signing in goes. */
export interface AskedAddress {
  readonly userId: string;
  readonly language: string | null;
}

/** Reads who signs in with an address; null where no member has it. One statement, whichever address it is. */
export async function readAskedAddress(database: Database, email: string): Promise<AskedAddress | null> {
  const [row] = await database.query(
    `SELECT u.id, u.language FROM auth_users u
    WHERE u.email = $1 AND EXISTS (SELECT FROM members m WHERE m.user_id = u.id AND m.removed_at IS NULL)`,
    [email],
    OUR_OWN,
  );
  return row === undefined ? null : { userId: row[0] as string, language: row[1] as string | null };
}

/**
 * Notes that a mail is about to be sent; false where the address had as many as it gets in an hour, or another is
 * being sent to it at the same moment.
 */
export async function takeMail(
  database: Database,
  mail: { readonly id: string; readonly recipient: string; readonly kind: string; readonly now: Date },
): Promise<boolean> {
  const rows = await database.query(
    `INSERT INTO mails (id, recipient, number, kind, created_at)
    SELECT $1, $2, coalesce(max(m.number), 0) + 1, $3, $4::timestamptz
    FROM mails m WHERE m.recipient = $2
    HAVING count(*) FILTER (WHERE m.created_at > $4::timestamptz - interval '1 hour') < ${MAX_MAILS_AN_HOUR}
    ON CONFLICT DO NOTHING RETURNING id`,
    [mail.id, mail.recipient, mail.kind, mail.now.toISOString()],
    OUR_OWN,
  );
  return rows.length > 0;
}

/** Notes that a mail was sent. */
export async function mailSent(database: Database, id: string, now: Date): Promise<void> {
  await database.query("UPDATE mails SET sent_at = $2::timestamptz WHERE id = $1", [id, now.toISOString()], OUR_OWN);
}

/** Keeps what a mail says in place of sending it. */
export async function keepMail(database: Database, id: string, content: MailContent): Promise<void> {
  await database.query("UPDATE mails SET content = $2::jsonb WHERE id = $1", [id, JSON.stringify(content)], OUR_OWN);
}

export interface KeptMail extends MailContent {
  readonly recipient: string;
  readonly createdAt: string;
}

/** The mails that no one sent, the latest 20 first. */
export async function readKeptMails(database: Database): Promise<readonly KeptMail[]> {
  const rows = await database.query(
    `SELECT m.content, m.recipient, m.created_at FROM mails m WHERE m.content IS NOT NULL
    ORDER BY m.created_at DESC, m.id DESC LIMIT 20`,
    [],
    OUR_OWN,
  );
  return rows.map(([content, recipient, createdAt]) => ({
    ...(content as MailContent),
    recipient: recipient as string,
    createdAt: createdAt as string,
  }));
}
