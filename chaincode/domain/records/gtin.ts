/** True where the last digit of a GTIN-8, -12, -13 or -14 is its check digit (GS1 General Specifications 7.9). */
export function gtinIsValid(gtin: string): boolean {
  let sum = 0;
  for (let i = 0; i < gtin.length; i++) {
    const digit = gtin.charCodeAt(i) - 48;
    // Weights 3 and 1 alternate from the right; the check digit itself has 1.
    sum += (gtin.length - i) % 2 === 0 ? 3 * digit : digit;
  }
  return sum % 10 === 0;
}
