import type { Money, Price } from '../api/contract.ts';

/** Sums without binary fractions; null for nothing, or for money of different currencies. */
export function sum(parts: readonly Money[]): Money | null {
  const currency = parts[0]?.currency;
  if (currency === undefined || parts.some((part) => part.currency !== currency)) {
    return null;
  }
  const digits = Math.max(...parts.map(({ amount }) => amount.split('.')[1]?.length ?? 0));
  let total = 0n;
  for (const { amount } of parts) {
    const [whole = '0', fraction = ''] = amount.split('.');
    total += BigInt(whole + fraction.padEnd(digits, '0'));
  }
  const all = total.toString().padStart(digits + 1, '0');
  const amount = digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`;
  return { amount, currency };
}

export function times(price: Money, count: number): Money {
  return sum(Array(count).fill(price)) ?? price;
}

export function formatMoney({ amount, currency }: Money, locale?: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`; // a currency that the browser does not know
  }
}

/** What a ticket of one type costs; the type is empty if its category has one price. */
export interface Ticket {
  readonly type: string;
  readonly price: Money;
}

/** The tickets of a category; none if it has no price. */
export function ticketsOf(price: Price | undefined): readonly Ticket[] {
  if (price === undefined) {
    return [];
  }
  return isMoney(price)
    ? [{ type: '', price }]
    : Object.entries(price).map(([type, each]) => ({ type, price: each }));
}

/** A ticket type may be called like a member of money, but is no text. */
function isMoney(price: Price): price is Money {
  return typeof price.amount === 'string';
}

/** The prices of a category in words, with their ticket types if it has some. */
export function pricesOf(tickets: readonly Ticket[]): string {
  return tickets.map(({ type, price }) => `${type}\u00a0${formatMoney(price)}`.trim()).join(' · ');
}

export function cheapest(prices: readonly Money[]): Money | null {
  return prices.reduce<Money | null>(
    (least, price) => (least && Number(least.amount) <= Number(price.amount) ? least : price),
    null,
  );
}
