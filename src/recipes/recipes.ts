import { approvedPartners } from "./approvedPartners.ts";
import { bonusAndDiscount } from "./bonusAndDiscount.ts";
import { booksOnly } from "./booksOnly.ts";
import { pilotForSample, pilotForSegment } from "./closedPilot.ts";
import { doubleSidedDiscount } from "./doubleSidedDiscount.ts";
import { giftsForFriends } from "./giftsForFriends.ts";
import { marginShare } from "./marginShare.ts";
import { orderCommission } from "./orderCommission.ts";
import { perAction } from "./perAction.ts";
import { perClick } from "./perClick.ts";
import { perLead } from "./perLead.ts";
import { perSale } from "./perSale.ts";
import { pointsForActions } from "./pointsForActions.ts";
import type { Recipe } from "./recipe.ts";
import { revenueShare } from "./revenueShare.ts";
import { twoLevel } from "./twoLevel.ts";

/** Every recipe, in the order in which they are offered. */
export const recipes: readonly Recipe[] = [
  perClick,
  perLead,
  perAction,
  perSale,
  revenueShare,
  doubleSidedDiscount,
  orderCommission,
  booksOnly,
  marginShare,
  bonusAndDiscount,
  pointsForActions,
  giftsForFriends,
  twoLevel,
  pilotForSegment,
  pilotForSample,
  approvedPartners,
];
