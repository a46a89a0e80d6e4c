/** What a made-up person of a test is known by, of each kind, in one spelling and in another. */
export const CONTACTS = {
  email: {
    of: (name: string) => ({ email: `${name}@shop.example` }),
    otherwise: (name: string) => ({ email: `${name.toUpperCase()}+tea@Shop.example` }),
    /** As the API tells what was written in the one way and in the other. */
    told: (name: string) => ({ email: `${name}@shop.example` }),
    toldOtherwise: (name: string) => ({ email: `${name.toUpperCase()}+tea@Shop.example` }),
  },
  phone: {
    of: (name: string) => ({ phone: `+44 20 ${digitsOf(name)}` }),
    otherwise: (name: string) => ({ phone: `0044 (0)20-${digitsOf(name)}` }),
    told: (name: string) => ({ phone: `+4420${digitsOf(name)}` }),
    toldOtherwise: (name: string) => ({ phone: `+4420${digitsOf(name)}` }),
  },
} as const;

/** Of each letter two digits. */
function digitsOf(name: string): string {
  const digits = [...name].map((letter) => String(letter.charCodeAt(0) % 100).padStart(2, "0"));
  return digits.join("").slice(0, 10).padEnd(6, "0");
}
