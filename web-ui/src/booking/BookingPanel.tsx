import type { SeatDesk } from '../hall/seatDesk.ts';
import { formatMoney, sum, times } from '../ui/money.ts';
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
    ...places.map(({ area, quantity }) => {
      const price = desk.priceIn(area);
      return price && times(price, quantity);
    }),
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
          {places.map(({ area, quantity }) => {
            const name = desk.hall.area(area)?.name ?? area;
            return (
              <li key={area} data-picked-area={area}>
                <PlacesLine name={name} quantity={quantity} price={desk.priceIn(area)} />
                <button
                  type="button"
                  class="plain"
                  disabled={holding}
                  aria-label={`Remove ${name}`}
                  onClick={() => desk.choose(area, 0)}
                >
                  ✕
                </button>
              </li>
            );
          })}
        </ul>
      )}
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
