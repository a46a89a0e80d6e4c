import * as z from "zod";

/** Stands in the place of the companies by which people could sign in (`wrangler.toml`): here they do by a mail alone. */
export const socialProviders = {};
export const SocialProviderListEnum = z.never();
