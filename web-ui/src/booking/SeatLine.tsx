import type { Money } from '../api/contract.ts';
import { wordsFor } from '../hall/seatDesk.ts';
import { formatMoney } from '../ui/money.ts';

interface Props {
  readonly label: string;
  readonly features?: readonly string[] | undefined;
  /** The ticket type, if the category has some. */
  readonly type?: string | undefined;
  readonly price: Money | undefined;
}

/** A seat, what is special about it, its ticket type, and what it costs. */
export function SeatLine({ label, features = [], type, price }: Props) {
  const terms = [...features.map(wordsFor), ...(type === undefined ? [] : [type])];
  return (
    <>
      <span>
        {label}
        {terms.length > 0 && <span class="quiet line-terms">{terms.join(', ')}</span>}
      </span>
      <span class="price">{price && formatMoney(price)}</span>
    </>
  );
}
