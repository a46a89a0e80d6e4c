import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./src/db/schema.ts",
    "./src/db/authSchema.ts",
    "./src/db/staffSchema.ts",
    "./src/db/librarySchema.ts",
    "./src/db/contactSchema.ts",
    "./src/db/goalSchema.ts",
    "./src/db/reportSchema.ts",
    "./src/db/noticeSchema.ts",
    "./src/db/walletSchema.ts",
    "./src/db/payeeSchema.ts",
    "./src/db/payoutSchema.ts",
    "./src/db/transferSchema.ts",
  ],
  out: "./drizzle",
});
