import { minorDigits } from "../domain/currencies.ts";
import type { Expected } from "../engine/history/madeUpYear.ts";
import { sum } from "../recipes/sum.ts";
import { readAmount, withoutGroups } from "./readAmount.ts";

/** What a marketer expects of a year that has not been yet, as it is typed. */
export interface ExpectedFields {
  /** Of a month or of a year. */
  readonly friends: string;
  readonly buyPercent: string;
  readonly ordersAYear: string;
  /** An average order, in whole units of the currency. */
  readonly basket: string;
}

/** How many friends an advocate brings in a year, on average. */
const FRIENDS_PER_ADVOCATE = 3;
const USUAL_ORDER_POUNDS = 50;

/** What the boxes begin with, in amounts that suit the currency. */
export function usualFields(friends: string, currency: string): ExpectedFields {
  const digits = minorDigits(currency);
  const basket = String(sum(currency, USUAL_ORDER_POUNDS) / 10 ** digits);
  return { friends, buyPercent: "60", ordersAYear: "4", basket };
}

/**
 * @param months in how many the friends come
 * @returns null where a box holds no number that can be expected
 */
export function readExpected(fields: ExpectedFields, currency: string, months: 1 | 12): Expected | null {
  const whole = (text: string) => {
    const plain = withoutGroups(text.trim(), 0);
    return /^\d{1,6}$/.test(plain) ? Number(plain) : 0;
  };
  const [friends, buyPercent, ordersAYear] = [
    whole(fields.friends),
    whole(fields.buyPercent),
    whole(fields.ordersAYear),
  ];
  const orderMinor = readAmount(fields.basket.trim(), minorDigits(currency)) ?? 0;
  const isRight = friends > 0 && ordersAYear > 0 && orderMinor > 0 && buyPercent <= 100;
  if (!isRight) return null;
  return {
    friendsAMonth: friends / months,
    ...{ buyBps: buyPercent * 100, ordersAYear, orderMinor, friendsPerAdvocate: FRIENDS_PER_ADVOCATE },
  };
}
