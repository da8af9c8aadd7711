import type { Money } from '../api/contract.ts';
import { formatMoney } from '../ui/money.ts';

interface Props {
  readonly name: string;
  readonly quantity: number;
  /** The ticket type, if the area's category has some. */
  readonly type?: string | undefined;
  /** Of all of them. */
  readonly total: Money | undefined;
}

/** Some places of an area, their ticket type, and what they cost together. */
export function PlacesLine({ name, quantity, type, total }: Props) {
  return (
    <>
      <span>
        {quantity} × {name}
        {type !== undefined && <span class="quiet line-terms">{type}</span>}
      </span>
      <span class="price">{total && formatMoney(total)}</span>
    </>
  );
}
