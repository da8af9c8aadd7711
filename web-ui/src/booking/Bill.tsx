import type { BookedPlaces, BookedSeat, Discount, Money } from '../api/contract.ts';
import { formatMoney, times } from '../ui/money.ts';
import { PlacesLine } from './PlacesLine.tsx';
import { SeatLine } from './SeatLine.tsx';

interface Props {
  readonly seats: readonly BookedSeat[];
  readonly places?: readonly BookedPlaces[] | undefined;
  readonly discount?: Discount | undefined;
  readonly total: Money;
}

/** What is held or reserved, and what it costs. */
export function Bill({ seats, places = [], discount, total }: Props) {
  return (
    <>
      <ul class="seats">
        {seats.map((one) => (
          <li key={one.seat} data-booked={one.seat}>
            <SeatLine {...one} />
          </li>
        ))}
        {places.map((some) => (
          <li key={`${some.area} ${some.type ?? ''}`} data-booked-area={some.area}>
            <PlacesLine {...some} total={times(some.price, some.quantity)} />
          </li>
        ))}
      </ul>
      {discount !== undefined && (
        <p class="discount" data-testid="discount">
          <span>Discount {discount.code}</span>
          <span class="price">−{formatMoney(discount.amount)}</span>
        </p>
      )}
      <p class="total" data-testid="total">
        <span>Total</span> <strong>{formatMoney(total)}</strong>
      </p>
    </>
  );
}
