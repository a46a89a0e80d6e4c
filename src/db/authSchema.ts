import { boolean, index, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";

/**
 * People who sign in. The tables have the columns that better-auth asks for, and its names for them as keys. What it
 * writes is of one person, so the tenant is in none of their keys: a person may work for several. They refer to no other
 * table, so that signing in loads none of the others.
 */

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** E-mails of staff, and the language in which each person reads. */
export const authUsers = pgTable(
  "auth_users",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    // In lower case: it is what a person signs in with.
    email: text("email").notNull(),
    // True from the first time that its owner opened a link.
    emailVerified: boolean("email_verified").notNull(),
    image: text("image"),
    // Null until the person chose one: then the browser's counts.
    language: text("language"),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    // Two invitations of one address at once make one person.
    unique("auth_users_email_unique").on(t.email),
  ],
);

/** Who is signed in. A cookie with a token is nothing without its signature, whose secret is in no table. */
export const authSessions = pgTable(
  "auth_sessions",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => authUsers.id),
    token: text("token").notNull(),
    expiresAt: at("expires_at").notNull(),
    // When the person signed in; a renewal leaves it.
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
    ipAddress: text("ip_address"),
    // What a person tells their devices apart by.
    userAgent: text("user_agent"),
  },
  (t) => [
    // A request brings the token alone.
    unique("auth_sessions_token_unique").on(t.token),
    index("auth_sessions_of_user").on(t.userId, t.createdAt),
  ],
);

/** Links that were sent and not opened yet, by their hash. */
export const authVerifications = pgTable(
  "auth_verifications",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    index("auth_verifications_by_identifier").on(t.identifier),
    // Links that are over are removed by their time.
    index("auth_verifications_by_end").on(t.expiresAt),
  ],
);

/** Ways to sign in by others than us. better-auth asks for the table; nothing is in it. */
export const authAccounts = pgTable(
  "auth_accounts",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => authUsers.id),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: at("access_token_expires_at"),
    refreshTokenExpiresAt: at("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [index("auth_accounts_of_user").on(t.userId)],
);
