import type { Places } from '../api/contract.ts';

/** How many places of an area are chosen, of one ticket type or of all. */
export function quantityOf(chosen: readonly Places[], area: string, type?: string): number {
  return countOf(chosen.filter((some) => isOf(some, area, type)));
}

function isOf(some: Places, area: string, type: string | undefined): boolean {
  return some.area === area && (type === undefined || (some.type ?? '') === type);
}

export function countOf(chosen: readonly Places[]): number {
  return chosen.reduce((count, { quantity }) => count + quantity, 0);
}

/** The choice with another number of places of this area and type; none takes them out of it. */
export function withPlaces(
  chosen: readonly Places[],
  area: string,
  quantity: number,
  type: string,
): readonly Places[] {
  const these = { area, quantity, ...(type === '' ? {} : { type }) };
  const known = chosen.some((some) => isOf(some, area, type));
  const all = known ? chosen : [...chosen, these];
  return all
    .map((some) => (isOf(some, area, type) ? these : some))
    .filter((some) => some.quantity > 0);
}
