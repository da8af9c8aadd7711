import type { SeatDesk } from '../hall/seatDesk.ts';
import { formatMoney, sum } from '../ui/money.ts';
import { BestForm } from './BestForm.tsx';
import type { Booking } from './booking.ts';
import { HoldForm } from './HoldForm.tsx';
import { PlacesLine } from './PlacesLine.tsx';
import { SeatLine } from './SeatLine.tsx';

interface Props {
  readonly booking: Booking;
  readonly desk: SeatDesk;
}

/** The picked seats and, once they are held, the form that reserves them. */
export function BookingPanel({ booking, desk }: Props) {
  const hold = booking.hold.value;
  return (
    <section class="panel" aria-label={hold === null ? 'Chosen seats' : 'Held seats'}>
      {hold === null ? (
        <Picks booking={booking} desk={desk} />
      ) : (
        <HoldForm booking={booking} hold={hold} />
      )}
      <Message booking={booking} />
    </section>
  );
}

function Picks({ booking, desk }: Props) {
  const picked = [...desk.picked.value];
  const places = booking.places.value;
  const count = booking.count();
  const prices = [
    ...picked.map((seat) => desk.priceOf(seat)),
    ...places.map((some) => desk.priceFor(some)),
  ].filter((price) => price !== undefined);
  const total = sum(prices);
  const holding = booking.busy.value === 'hold';
  return (
    <>
      <h2>Your seats</h2>
      {count === 0 ? (
        <>
          <p class="quiet">
            Choose up to {booking.event.maxSeats} {desk.hall.offer} in the hall
            {desk.hall.count > 0 && ', or let the box office choose the best seats'}. They are yours
            to think about once you hold them.
          </p>
          {desk.hall.count > 0 && <BestForm booking={booking} desk={desk} />}
        </>
      ) : (
        <ul class="seats">
          {picked.map((seat) => {
            const label = desk.hall.labelOf(seat);
            return (
              <li key={seat} data-picked={desk.hall.idOf(seat)}>
                <SeatLine
                  label={label}
                  features={desk.hall.featuresOf(seat)}
                  price={desk.priceOf(seat)}
                />
                <TypeChoice desk={desk} seat={seat} label={label} disabled={holding} />
                <button
                  type="button"
                  class="plain"
                  disabled={holding}
                  aria-label={`Remove ${label}`}
                  onClick={() => desk.toggle(seat)}
                >
                  ✕
                </button>
              </li>
            );
          })}
          {places.map((some) => {
            const { area, quantity, type } = some;
            const name = desk.hall.area(area)?.name ?? area;
            const total = desk.priceFor(some);
            return (
              <li key={`${area} ${type ?? ''}`} data-picked-area={area}>
                <PlacesLine name={name} quantity={quantity} type={type} total={total} />
                <button
                  type="button"
                  class="plain"
                  disabled={holding}
                  aria-label={`Remove ${type === undefined ? name : `${name}, ${type}`}`}
                  onClick={() => desk.choose(area, 0, type ?? '')}
                >
                  ✕
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <DiscountField booking={booking} />
      <div class={count === 0 ? 'checkout' : 'checkout ready'}>
        <p class="total" data-testid="total">
          {total !== null && (
            <>
              <span>Total</span> <strong>{formatMoney(total)}</strong>
            </>
          )}
        </p>
        <button
          type="button"
          class="button primary"
          data-testid="hold"
          disabled={count === 0 || booking.busy.value !== null}
          onClick={() => void booking.take()}
        >
          {holding ? 'Holding…' : holdWords(picked.length, count - picked.length)}
        </button>
      </div>
    </>
  );
}

interface TypeProps {
  readonly desk: SeatDesk;
  readonly seat: number;
  readonly label: string;
  readonly disabled: boolean;
}

/** The ticket type of a seat, if its category has several. */
function TypeChoice({ desk, seat, label, disabled }: TypeProps) {
  const tickets = desk.ticketsOf(seat);
  return tickets.every(({ type }) => type === '') ? null : (
    <select
      class="ticket-type"
      data-testid="ticket-type"
      aria-label={`Ticket type of ${label}`}
      disabled={disabled}
      value={desk.typeOf(seat)}
      onChange={(event) => desk.setType(seat, event.currentTarget.value)}
    >
      {tickets.map(({ type }) => (
        <option key={type} value={type}>
          {type}
        </option>
      ))}
    </select>
  );
}

const CODE_MAX = 40;

function DiscountField({ booking }: { booking: Booking }) {
  const fault = booking.faults.value.find(({ pointer }) => pointer === '/discountCode');
  const isUsed = booking.picks.discountCode.value !== '';
  return (
    <details class="discount-field" open={isUsed || fault !== undefined || undefined}>
      <summary>I have a discount code</summary>
      <label class="field">
        <span>Discount code</span>
        <input
          data-testid="discount-code"
          maxLength={CODE_MAX}
          autocomplete="off"
          autocapitalize="characters"
          value={booking.picks.discountCode.value}
          aria-invalid={fault !== undefined}
          onInput={(event) => (booking.picks.discountCode.value = event.currentTarget.value)}
        />
        {fault !== undefined && <span class="fault">{fault.detail}</span>}
      </label>
    </details>
  );
}

function Message({ booking }: { booking: Booking }) {
  const message = booking.message.value;
  return (
    <div class="message-place" role="status" data-testid="message">
      {message !== null && (
        <p class={`message ${message.tone}`}>
          <span>{message.text}</span>
          <button
            type="button"
            class="plain"
            aria-label="Close this message"
            onClick={() => booking.dismiss()}
          >
            ✕
          </button>
        </p>
      )}
    </div>
  );
}

function holdWords(seats: number, places: number): string {
  const words = [wordsFor(seats, 'seat'), wordsFor(places, 'place')].filter((one) => one !== '');
  return `Hold ${words.length === 0 ? 'seats' : words.join(' and ')}`;
}

function wordsFor(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? noun : `${noun}s`}`;
}
