/** What codes are drawn of: digits and capitals without 0, O, 1, I, and L. 31 characters, 4.95 bits each. */
export const CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** How long a code is that was drawn. */
export const CODE_LENGTH = 10;
