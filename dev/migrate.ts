import { migratePg } from "../src/db/migrate.ts";

/** `npm run migrate`: brings the PostgreSQL (or Neon database) that DATABASE_URL names up to date. */

const url = process.env.DATABASE_URL;
if (url === undefined || url === "") {
  console.error("Set DATABASE_URL to the database to migrate, for instance postgres://user:password@host/name");
  process.exit(1);
}
await migratePg(url);
console.log("The database is up to date.");
