import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { BoxOffice } from '../api/boxOffice.ts';
import type { Reservation } from '../api/contract.ts';

const SHOWN_MAX = 10;

/** The tickets of a reservation, each with the code that is scanned at the door. */
export function Tickets({ office, reservation }: { office: BoxOffice; reservation: Reservation }) {
  const id = reservation.reservationId;
  const count = countOf(reservation);
  const pictures = useSignal<readonly string[]>([]);
  const reason = useSignal('');
  const attempt = useSignal(0);
  useEffect(() => {
    let current = true;
    const load = async () => {
      reason.value = '';
      try {
        for (let n = pictures.value.length + 1; n <= Math.min(count, SHOWN_MAX); n++) {
          const svg = await office.ticket(id, n);
          if (!current) {
            return;
          }
          pictures.value = [...pictures.value, svg];
        }
      } catch (error) {
        reason.value = error instanceof Error ? error.message : 'Something went wrong.';
      }
    };
    void load();
    return () => {
      current = false;
    };
  }, [office, id, attempt.value]);
  return (
    <section class="tickets" aria-label="Tickets">
      {pictures.value.map((svg, index) => (
        <img
          key={index}
          data-testid="ticket-picture"
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
          alt={`Ticket ${index + 1} of ${count}, with its QR code`}
        />
      ))}
      {count > SHOWN_MAX && (
        <p class="quiet">The other {count - SHOWN_MAX} tickets are in the PDF.</p>
      )}
      {reason.value !== '' && (
        <div class="failed" role="alert">
          <p>{reason.value}</p>
          <button type="button" class="button" onClick={() => attempt.value++}>
            Try again
          </button>
        </div>
      )}
    </section>
  );
}

/** One for each person. */
function countOf({ seats, places = [] }: Reservation): number {
  return places.reduce((sum, { quantity }) => sum + quantity, seats.length);
}
