import { useSignal } from '@preact/signals';
import type { SeatDesk } from '../hall/seatDesk.ts';
import { formatMoney } from '../ui/money.ts';
import type { Booking } from './booking.ts';

interface Props {
  readonly booking: Booking;
  readonly desk: SeatDesk;
}

const SEATS_USUAL = 2;
const ACCESSIBLE = 'accessible';
const ANY = ''; // of the options; a category may be called that, so names have a sign before them

/** Lets the box office choose the seats and hold them at once. */
export function BestForm({ booking, desk }: Props) {
  const { maxSeats } = booking.event;
  const quantity = useSignal(Math.min(SEATS_USUAL, maxSeats));
  const category = useSignal<string | null>(null);
  const adjacent = useSignal(true);
  const accessible = useSignal(0);
  const count = quantity.value;
  const reachable = Math.min(accessible.value, count);
  return (
    <form
      class="best"
      data-testid="best-form"
      onSubmit={(event) => {
        event.preventDefault();
        void booking.takeBest({
          quantity: count,
          ...(category.value === null ? {} : { category: category.value }),
          adjacent: adjacent.value || count === 1,
          ...(reachable === 0 ? {} : { accessible: reachable }),
        });
      }}
    >
      <label class="field">
        <span>Seats</span>
        <Numbers
          name="best-quantity"
          value={count}
          from={1}
          to={maxSeats}
          onChange={(next) => (quantity.value = next)}
        />
      </label>
      <label class="field">
        <span>Category</span>
        <select
          data-testid="best-category"
          value={category.value === null ? ANY : `=${category.value}`}
          onChange={({ currentTarget: { value } }) =>
            (category.value = value === ANY ? null : value.slice(1))
          }
        >
          <option value={ANY}>Any</option>
          {desk.categoriesOnSale().map(({ name, price }) => (
            <option key={name} value={`=${name}`}>
              {name}, {formatMoney(price)}
            </option>
          ))}
        </select>
      </label>
      {desk.hall.features.includes(ACCESSIBLE) && (
        <label class="field wide">
          <span>Of these, accessible</span>
          <Numbers
            name="best-accessible"
            value={reachable}
            from={0}
            to={count}
            onChange={(next) => (accessible.value = next)}
          />
        </label>
      )}
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

interface NumbersProps {
  readonly name: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly onChange: (next: number) => void;
}

function Numbers({ name, value, from, to, onChange }: NumbersProps) {
  return (
    <select
      data-testid={name}
      value={String(value)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {Array.from({ length: to - from + 1 }, (_, index) => (
        <option key={index} value={String(from + index)}>
          {from + index}
        </option>
      ))}
    </select>
  );
}
