import { useSignal } from '@preact/signals';
import type { SeatDesk } from '../hall/seatDesk.ts';
import { formatMoney } from '../ui/money.ts';
import type { Booking } from './booking.ts';

interface Props {
  readonly booking: Booking;
  readonly desk: SeatDesk;
}

const SEATS_USUAL = 2;

/** Lets the box office choose the seats and hold them at once. */
export function BestForm({ booking, desk }: Props) {
  const { maxSeats } = booking.event;
  const quantity = useSignal(Math.min(SEATS_USUAL, maxSeats));
  const category = useSignal('');
  const adjacent = useSignal(true);
  const count = quantity.value;
  return (
    <form
      class="best"
      data-testid="best-form"
      onSubmit={(event) => {
        event.preventDefault();
        void booking.takeBest({
          quantity: count,
          ...(category.value === '' ? {} : { category: category.value }),
          adjacent: adjacent.value || count === 1,
        });
      }}
    >
      <label class="field">
        <span>Seats</span>
        <select
          data-testid="best-quantity"
          value={String(count)}
          onChange={(event) => (quantity.value = Number(event.currentTarget.value))}
        >
          {Array.from({ length: maxSeats }, (_, index) => (
            <option key={index} value={String(index + 1)}>
              {index + 1}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Category</span>
        <select
          data-testid="best-category"
          value={category.value}
          onChange={(event) => (category.value = event.currentTarget.value)}
        >
          <option value="">Any</option>
          {desk.categoriesOnSale().map(({ name, price }) => (
            <option key={name} value={name}>
              {name}, {formatMoney(price)}
            </option>
          ))}
        </select>
      </label>
      <label class="tick">
        <input
          type="checkbox"
          data-testid="best-adjacent"
          checked={adjacent.value}
          onChange={(event) => (adjacent.value = event.currentTarget.checked)}
        />
        Side by side
      </label>
      <button
        type="submit"
        class="button"
        data-testid="best"
        disabled={booking.busy.value !== null}
      >
        {count === 1 ? 'Hold the best seat' : `Hold the ${count} best seats`}
      </button>
    </form>
  );
}
