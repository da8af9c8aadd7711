import type { Places } from '../api/contract.ts';

export function quantityOf(chosen: readonly Places[], area: string): number {
  return chosen.find((some) => some.area === area)?.quantity ?? 0;
}

export function countOf(chosen: readonly Places[]): number {
  return chosen.reduce((count, { quantity }) => count + quantity, 0);
}

/** The choice with another number of places of this area; none takes the area out of it. */
export function withPlaces(
  chosen: readonly Places[],
  area: string,
  quantity: number,
): readonly Places[] {
  const known = chosen.some((some) => some.area === area);
  const all = known ? chosen : [...chosen, { area, quantity }];
  return all
    .map((some) => (some.area === area ? { area, quantity } : some))
    .filter((some) => some.quantity > 0);
}
