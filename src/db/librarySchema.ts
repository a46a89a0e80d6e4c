import {
  customType,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import { MATERIAL_KINDS } from "../domain/materials.ts";
import { PICTURE_TYPES } from "../domain/pictures.ts";
import { programs, tenants } from "./schema.ts";

/** What tenants give their advocates to share: pictures, and materials by program and language. */

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** A picture is its bytes: who adds the same one twice has it once. */
export const pictures = pgTable(
  "pictures",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    // Of the bytes, in hex: its address, so that what is there never changes.
    sha256: text("sha256").notNull(),
    type: text("type", { enum: PICTURE_TYPES }).notNull(),
    bytes: bytea("bytes").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "pictures_pkey", columns: [t.tenantId, t.sha256] }),
    // Browsers ask for a picture by its bytes alone.
    index("pictures_by_bytes").on(t.sha256),
  ],
);

/** A text, a picture or a link that advocates of a program share. */
export const materials = pgTable(
  "materials",
  {
    tenantId: text("tenant_id").notNull(),
    programId: text("program_id").notNull(),
    // The tenant's own name for it.
    id: text("id").notNull(),
    language: text("language").notNull(),
    kind: text("kind", { enum: MATERIAL_KINDS }).notNull(),
    channel: text("channel"),
    title: text("title").notNull(),
    text: text("text"),
    url: text("url"),
    picture: text("picture"),
    // The last day on which it is shown, in the program's time zone.
    lastDay: date("last_day", { mode: "string" }),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "materials_pkey", columns: [t.tenantId, t.programId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.programId], foreignColumns: [programs.tenantId, programs.id] }),
    // A picture that is shown somewhere stays.
    foreignKey({ columns: [t.tenantId, t.picture], foreignColumns: [pictures.tenantId, pictures.sha256] }),
  ],
);
