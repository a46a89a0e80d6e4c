import { SignJWT } from "jose";
// In a shop of your own: from "refer-a-friend/client".
import type { ReferralClient, Schemas } from "../../src/client/client.ts";
import { createReferralClient } from "../../src/client/client.ts";
import { shopMaterials } from "./materials.ts";
import type { ShopLanguage } from "./texts.ts";

/**
 * Everything that this shop says to the referral service, in one place: the part to copy. It runs on the shop's
 * server, because the secret key and the widget secret must never reach a browser.
 */

/** As `DATA_DIR/dev-keys.json` holds them; a real shop keeps them with its other secrets. */
export interface ShopKeys {
  readonly apiUrl: string;
  readonly tenantId: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly widgetSecret: string;
}

export interface Person {
  /** The shop's own id of the customer: the referral service knows them by it. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** What the attribution script puts into a form: the code that was typed or followed, and the clicks. */
export interface Arrival {
  readonly code: string;
  readonly clicks: string;
}

/** An order as coupons are asked about it: before any discount, in minor units. */
export interface OrderAmounts {
  readonly amountMinor: number;
  readonly currency: string;
  readonly items: { sku: string; category: string; quantity: number; amountMinor: number }[];
}

/** What a visitor who followed a link is told of it. */
export interface Invitation {
  readonly isOpen: boolean;
  readonly text: string;
}

export type Coupon = NonNullable<Schemas["Reward"]["coupon"]>;

export type Fetch = (request: Request) => Response | Promise<Response>;

/** A token is for one page view; it must not be good for more than an hour. */
const TOKEN_TTL = "30m";
const PROGRAM = "friends";
/** The most that an event may name. */
const MAX_CLICK_IDS = 20;

/** The service said no, and why: `code` is one of its problem codes. */
export class ReferralError extends Error {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.name = "ReferralError";
    this.code = code;
  }
}

export class Referrals {
  readonly #keys: ShopKeys;
  readonly #api: ReferralClient;
  /** With the publishable key: it reads what anyone may. */
  readonly #open: ReferralClient;

  constructor(keys: ShopKeys, fetch: Fetch) {
    this.#keys = keys;
    const { apiUrl: baseUrl, secretKey: key } = keys;
    const sent = async (request: Request) => await fetch(request);
    this.#api = createReferralClient({ baseUrl, key, fetch: sent });
    this.#open = createReferralClient({ baseUrl, key: keys.publishableKey, fetch: sent });
  }

  /** For the elements in the page; it is no secret. */
  get publishableKey(): string {
    return this.#keys.publishableKey;
  }

  /** Share links lead to this shop; programs of their own are left alone. */
  async landHere(shopUrl: string): Promise<void> {
    const params = { path: { key: PROGRAM } };
    const { landingUrl } = await answered(this.#api.GET("/v1/programs/{key}", { params }));
    const isOurs = landingUrl === "https://shop.example/welcome" || /^https?:\/\/[^/]+\/demo$/.test(landingUrl);
    if (isOurs && landingUrl !== shopUrl) {
      await answered(this.#api.PATCH("/v1/programs/{key}", { params, body: { landingUrl: shopUrl } }));
    }
  }

  /** Customers have something good to send. Where there is anything to share already, it is left as it is. */
  async giveMaterials(picture: Uint8Array): Promise<void> {
    const path = { key: PROGRAM };
    const { data } = await answered(this.#api.GET("/v1/programs/{key}/materials", { params: { path } }));
    if (data.length > 0) return;
    const file = { bodySerializer: () => picture, headers: { "content-type": "image/png" } };
    const { sha256 } = await answered(this.#api.POST("/v1/media", { body: "", ...file }));
    for (const { id, material } of shopMaterials(sha256)) {
      const named = { params: { path: { ...path, id } } };
      await answered(this.#api.PUT("/v1/programs/{key}/materials/{id}", { ...named, body: material }));
    }
  }

  /** The customer who looks at the page, signed so that the panel's element can show them their own figures. */
  panelToken({ id, name, email }: Person, locale: string): Promise<string> {
    return new SignJWT({ name, email, locale })
      .setProtectedHeader({ alg: "HS256" })
      .setAudience(this.#keys.tenantId)
      .setSubject(id)
      .setIssuedAt()
      .setExpirationTime(TOKEN_TTL)
      .sign(new TextEncoder().encode(this.#keys.widgetSecret));
  }

  /**
   * What the program offers, in a sentence with the amounts of its published rules. A shop window does without it when
   * the service can't be reached.
   */
  async offer(lang: ShopLanguage): Promise<string | null> {
    const query = { program: PROGRAM, lang };
    return await orNull(
      async () => (await answered(this.#open.GET("/v1/client/panel", { params: { query } }))).offer.headline,
    );
  }

  /** What a friend's code brings them, or why it can't be used, in words for them; null where that can't be known now. */
  async invitation(code: string, lang: ShopLanguage): Promise<Invitation | null> {
    const params = { path: { code }, query: { lang } };
    return await orNull(async () => {
      const { redeemable, message, offer } = await answered(this.#open.GET("/v1/client/codes/{code}", { params }));
      return { isOpen: redeemable, text: redeemable && offer !== null ? offer.headline : message };
    });
  }

  /** The link of a customer, who has one from now on. */
  async shareUrlOf({ id, name, email }: Person, locale: string): Promise<string> {
    const body = { program: PROGRAM, participant: { externalId: id, name, email, locale } };
    return (await answered(this.#api.POST("/v1/codes", { body }))).shareUrl;
  }

  /** A new customer. Sent for everyone, invited or not; sent again it changes nothing. */
  async signedUp({ id, name, email }: Person, locale: string, { code, clicks }: Arrival): Promise<void> {
    await this.#report({
      type: "signup",
      program: PROGRAM,
      participant: { externalId: id, name, email, locale },
      ...(code === "" ? {} : { code }),
      // Of what comes from a browser no more than is taken, so that no customer loses their signup over it.
      clickIds: clicks
        .split(",")
        .filter((click) => click !== "")
        .slice(-MAX_CLICK_IDS),
    });
  }

  /** The coupons that a customer may use now. */
  async couponsOf({ id }: Person): Promise<Coupon[]> {
    const query = { participant: id, status: "approved" } as const;
    const { data } = await answered(this.#api.GET("/v1/rewards", { params: { query } }));
    return data.flatMap(({ coupon }) => (coupon === undefined ? [] : [coupon]));
  }

  /** What a coupon takes off the cart, or why nothing; asking uses nothing up. */
  async checkCoupon(code: string, order: OrderAmounts): Promise<{ discountMinor: number; reason: string | null }> {
    try {
      return await answered(
        this.#api.POST("/v1/coupons/{code}/check", { params: { path: { code } }, body: { order } }),
      );
    } catch (error) {
      if (error instanceof ReferralError) return { discountMinor: 0, reason: error.code };
      throw error;
    }
  }

  /** Uses a coupon for an order, once however often it is sent. */
  redeemCoupon(code: string, orderId: string, order: OrderAmounts): Promise<{ discountMinor: number }> {
    const params = { path: { code } };
    return answered(this.#api.POST("/v1/coupons/{code}/redeem", { params, body: { orderId, ...order } }));
  }

  /**
   * An order was paid: this is what earns rewards. `amountMinor` is what the customer paid.
   *
   * @returns how many rewards it earned; 0 too where the report did not arrive yet
   */
  async purchased(
    { id }: Person,
    orderId: string,
    paid: OrderAmounts,
    discount: { readonly code: string; readonly amountMinor: number } | null,
  ): Promise<number> {
    return await this.#report({
      type: "purchase",
      participant: { externalId: id },
      orderId,
      ...paid,
      discounts: discount === null ? [] : [discount],
    });
  }

  /** Money went back, all of it or a part: rewards follow by themselves. */
  async refunded(orderId: string, refundId: string, amountMinor: number, currency: string): Promise<void> {
    await this.#report({ type: "refund", orderId, refundId, amountMinor, currency });
  }

  /**
   * What happened in the shop. A sale must not fail because this service can't be reached: a real shop sends events
   * from its job queue and again until they arrive, which is harmless, because each is known by its own id.
   */
  async #report(event: Schemas["Event"]): Promise<number> {
    try {
      return (await answered(this.#api.POST("/v1/events", { body: event }))).results.flatMap(({ rewards }) => rewards)
        .length;
    } catch (error) {
      console.error("demo shop: an event was not taken:", error instanceof ReferralError ? error.code : error);
      return 0;
    }
  }
}

/** What the shop can do without; it says so in its log alone. */
async function orNull<T>(asking: () => Promise<T>): Promise<T | null> {
  try {
    return await asking();
  } catch (error) {
    if (!(error instanceof ReferralError)) throw error;
    return null;
  }
}

/** What was asked for; where there is none, the problem is thrown. */
async function answered<T>(
  asking: Promise<{ readonly data?: T; readonly error?: { readonly code: string; readonly detail: string } }>,
): Promise<T> {
  const { data, error } = await asking;
  if (data === undefined) throw new ReferralError(error?.code ?? "internal", error?.detail ?? "no detail");
  return data;
}
