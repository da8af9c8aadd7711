import type { Money } from '../api/contract.ts';
import { wordsFor } from '../hall/seatDesk.ts';
import { formatMoney } from '../ui/money.ts';

interface Props {
  readonly label: string;
  readonly features?: readonly string[] | undefined;
  readonly price: Money | undefined;
}

/** A seat, what is special about it, and what it costs. */
export function SeatLine({ label, features = [], price }: Props) {
  return (
    <>
      <span>
        {label}
        {features.length > 0 && (
          <span class="quiet line-terms">{features.map(wordsFor).join(', ')}</span>
        )}
      </span>
      <span class="price">{price && formatMoney(price)}</span>
    </>
  );
}
