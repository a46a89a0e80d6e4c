/**
 * Stands in the place of each function of the files that `dev/leaveOut.ts` names. better-auth makes some of its routes by
 * a call without arguments, whatever is asked of it. A call with any fails, so that the first test of something that needs
 * what is left out finds it.
 */
export const stub = (...given) => {
  if (given.length > 0) throw new Error("this needs what dev/leaveOut.ts leaves out");
  return stub;
};

/** In the place of what makes such a function. */
export const stubMade = () => stub;
