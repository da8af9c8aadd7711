import { useSignal } from '@preact/signals';
import type { Row } from './plan.ts';
import type { SeatDesk } from './seatDesk.ts';

/** The hall as text: one row at a time, each seat a button whose label says everything. */
export function SeatList({ desk }: { desk: SeatDesk }) {
  const chosen = useSignal(0);
  const open = useSignal(false);
  const { rows } = desk.hall.drawing;
  const listed = rows.flatMap((row, index) => (hasMatch(desk, row) ? [index] : []));
  const shown = listed.includes(chosen.value) ? chosen.value : listed[0];
  const row = shown === undefined ? undefined : rows[shown];
  return (
    <details
      class="seat-list"
      data-testid="seat-list"
      onToggle={(event) => (open.value = event.currentTarget.open)}
    >
      <summary>Choose seats by list</summary>
      {open.value && row !== undefined && (
        <>
          <label class="field">
            <span>Row</span>
            <select
              data-testid="row"
              value={String(shown)}
              onChange={(event) => (chosen.value = Number(event.currentTarget.value))}
            >
              {listed.map((index) => (
                <option key={index} value={String(index)}>
                  {rows[index]?.label || rows[index]?.number}
                </option>
              ))}
            </select>
          </label>
          <Seats desk={desk} first={row.first} count={row.count} label={row.label} />
        </>
      )}
    </details>
  );
}

/** Whether some seat of a row is what the buyer looks for. */
function hasMatch(desk: SeatDesk, { first, count }: Row): boolean {
  for (let seat = first; seat < first + count; seat++) {
    if (desk.matches(seat)) {
      return true;
    }
  }
  return false;
}

interface SeatsProps {
  readonly desk: SeatDesk;
  readonly first: number;
  readonly count: number;
  readonly label: string;
}

function Seats({ desk, first, count, label }: SeatsProps) {
  desk.states.version.value;
  const seats = Array.from({ length: count }, (_, index) => first + index).filter((seat) =>
    desk.matches(seat),
  );
  return (
    <div class="seat-buttons" role="group" aria-label={label}>
      {seats.map((seat) => {
        const look = desk.look(seat);
        const own = look === 'picked' || look === 'mine';
        return (
          <button
            key={seat}
            type="button"
            data-seat={desk.hall.idOf(seat)}
            data-status={look}
            aria-pressed={own}
            aria-disabled={!own && look !== 'free'}
            aria-label={`${desk.hall.drawing.seats.label[seat] ?? ''}, ${desk.termsOf(seat)}`}
            onClick={() => desk.toggle(seat)}
          >
            {desk.hall.drawing.seats.number[seat]}
          </button>
        );
      })}
    </div>
  );
}
