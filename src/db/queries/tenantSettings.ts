import type { PanelPayeeKind } from "../../domain/payoutDetails.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { PictureView, ShownPicture } from "./pictures.ts";
import { PICTURES, shownPicture } from "./pictures.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import type { KeptStripe } from "./stripeKey.ts";

/** What a tenant sets for itself. */
export interface TenantSettings {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly landingUrl: string | null;
  readonly allowedOrigins: readonly string[];
  /** What cuts the days, weeks and months of its reports. */
  readonly timezone: string;
  /** What people with the role "support" may give one participant in a month, in minor units of each unit. */
  readonly supportBonusMinor: number;
  /** How long what an order was paid with in credit or points waits for the order to be reported. */
  readonly spendMinutes: number;
  /** By what participants say in the panel where they are paid. */
  readonly payoutKinds: readonly PanelPayeeKind[];
  /** The colour of its pages, "#0a6b4d"; null for ours. */
  readonly accent: string | null;
  readonly logo: ShownPicture | null;
  readonly widgetSecret: string;
  readonly formerWidgetSecret: string | null;
  readonly createdAt: string;
}

/** The settings before they are changed. */
export interface BeforeTenant extends TenantSettings {
  /** The picture that is to be the logo; null where there is none like it. */
  readonly asked: ShownPicture | null;
}

const FIELDS = `'id', t.id, 'slug', t.slug, 'name', t.name, 'landingUrl', t.landing_url,
    'allowedOrigins', t.allowed_origins, 'timezone', t.timezone, 'supportBonusMinor', t.support_bonus_minor,
    'spendMinutes', t.spend_minutes, 'payoutKinds', t.payout_kinds, 'widgetSecret', t.widget_secret,
    'formerWidgetSecret', t.former_widget_secret, 'createdAt', t.created_at,
    'accent', t.accent, 'logo', ${shownPicture("t.id", "t.logo")}`;
const SETTINGS = `SELECT json_build_object(${FIELDS}) FROM tenants t WHERE t.id = k.tenant_id`;

/** Reads the settings of the tenant whose key it is. */
export function readTenantSettings(database: Database, asker: TenantAsker): Promise<Authorized<TenantSettings> | null> {
  return readAsTenant(database, asker, SETTINGS);
}

/** Reads them before they are changed. @param logo the picture that is asked for as one */
export function readTenantForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  logo: string | null,
): Promise<Authorized<BeforeWrite<BeforeTenant>> | null> {
  const select = `SELECT json_build_object(${FIELDS}, 'asked', ${shownPicture("k.tenant_id", "$3::text")})
    FROM tenants t WHERE t.id = k.tenant_id`;
  return readForWrite(database, asker, idempotencyKey, select, [logo]);
}

/** The theme of a tenant, with the pictures that its logo can be of. */
export interface BrandPage extends Pick<TenantSettings, "slug" | "name" | "accent" | "logo"> {
  readonly pictures: readonly PictureView[];
}

/** Reads what the page of the theme shows. */
export function readBrandPage(database: Database, asker: TenantAsker): Promise<Authorized<BrandPage> | null> {
  const select = `SELECT json_build_object('slug', t.slug, 'name', t.name, 'accent', t.accent,
      'logo', ${shownPicture("t.id", "t.logo")}, 'pictures', (${PICTURES}))
    FROM tenants t WHERE t.id = k.tenant_id`;
  return readAsTenant(database, asker, select);
}

/** What is to change of a tenant; what is left out stays as it is when this is written. */
export interface TenantChange {
  readonly name?: string;
  readonly landingUrl?: string | null;
  readonly allowedOrigins?: readonly string[];
  readonly timezone?: string;
  readonly supportBonusMinor?: number;
  readonly spendMinutes?: number;
  readonly payoutKinds?: readonly PanelPayeeKind[];
  /** A picture by its SHA-256. */
  readonly theme?: { readonly accent?: string | null; readonly logo?: string | null };
  readonly widgetSecret?: string;
  readonly formerWidgetSecret?: string | null;
  /** The secrets that were read, where others take their place. */
  readonly expected?: { readonly widgetSecret: string; readonly formerWidgetSecret: string | null };
  /** The settings that were read, where the answer tells them. */
  readonly was?: SeenSettings;
  /** With what Stripe is asked; null takes it away. The sealed key that was read comes with it. */
  readonly stripe?: KeptStripe | null;
  readonly stripeWas?: string | null;
}

/** What a tenant sets for itself, the logo by its SHA-256. */
export interface SeenSettings
  extends Pick<
    TenantSettings,
    | "name"
    | "landingUrl"
    | "allowedOrigins"
    | "timezone"
    | "supportBonusMinor"
    | "spendMinutes"
    | "payoutKinds"
    | "accent"
  > {
  readonly logo: string | null;
}

/** Of all that was read. */
export function seenSettings(settings: TenantSettings): SeenSettings {
  const { name, landingUrl, allowedOrigins, timezone, supportBonusMinor, spendMinutes, payoutKinds, accent } = settings;
  const { logo } = settings;
  const seen = { name, landingUrl, allowedOrigins, timezone, supportBonusMinor, spendMinutes, payoutKinds, accent };
  return { ...seen, logo: logo?.sha256 ?? null };
}
