/** Whether this is `npm run test:long`, which does in full or many times what `npm test` does once. */
export const IS_LONG = process.env.LONG === "1";
