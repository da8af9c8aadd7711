import type { Money } from '../api/contract.ts';
import { formatMoney, times } from '../ui/money.ts';

interface Props {
  readonly name: string;
  readonly quantity: number;
  /** Of one place. */
  readonly price: Money | undefined;
}

/** Some places of an area, and what they cost together. */
export function PlacesLine({ name, quantity, price }: Props) {
  return (
    <>
      <span>
        {quantity} × {name}
      </span>
      <span class="price">{price && formatMoney(times(price, quantity))}</span>
    </>
  );
}
