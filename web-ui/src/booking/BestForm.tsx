import { useSignal } from '@preact/signals';
import type { SeatDesk } from '../hall/seatDesk.ts';
import { pricesOf } from '../ui/money.ts';
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
  const chosenType = useSignal('');
  const count = quantity.value;
  const offers = desk.categoriesOnSale();
  const types = typesOf(offers, category.value);
  const type = types.includes(chosenType.value) ? chosenType.value : '';
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
          ...(type === '' ? {} : { type }),
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
          {offers.map(({ name, tickets }) => (
            <option key={name} value={`=${name}`}>
              {name}, {pricesOf(tickets)}
            </option>
          ))}
        </select>
      </label>
      {types.length > 0 && (
        <label class="field wide">
          <span>Ticket type</span>
          <select
            data-testid="best-type"
            value={type}
            onChange={(event) => (chosenType.value = event.currentTarget.value)}
          >
            <option value="">{usualType(offers, category.value) ?? 'Usual for the seat'}</option>
            {types.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
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

type Offers = ReturnType<SeatDesk['categoriesOnSale']>;

function among(offers: Offers, category: string | null): Offers {
  return offers.filter(({ name }) => category === null || name === category);
}

/** The ticket type that each seat gets that may be chosen, if it is the same for all. */
function usualType(offers: Offers, category: string | null): string | null {
  const usual = new Set(among(offers, category).map(({ tickets }) => tickets[0]?.type));
  return usual.size === 1 ? ([...usual][0] ?? null) : null;
}

/** The other ticket types that each seat has that may be chosen. */
function typesOf(offers: Offers, category: string | null): readonly string[] {
  const all = among(offers, category).map(({ tickets }) => tickets.map(({ type }) => type));
  const usual = usualType(offers, category);
  const isOfAll = (type: string) => all.every((types) => types.includes(type));
  return (all[0] ?? []).filter((type) => type !== '' && type !== usual && isOfAll(type));
}

interface NumbersProps {
  readonly name: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly onChange: (next: number) => void;
}

export function Numbers({ name, value, from, to, onChange }: NumbersProps) {
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
