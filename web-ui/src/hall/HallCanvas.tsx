import { effect, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { SeatDesk } from './seatDesk.ts';
import { Surface } from './surface.ts';

interface Tip {
  readonly seat: number;
  readonly x: number;
  readonly y: number;
}

export function HallCanvas({ desk }: { desk: SeatDesk }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<Surface | null>(null);
  const tip = useSignal<Tip | null>(null);
  const spoken = useSignal<number | null>(null);

  useEffect(() => {
    if (canvas.current === null) {
      return;
    }
    const made = new Surface(canvas.current, desk.hall, (seat) => desk.shown(seat), {
      toggle: (seat) => desk.toggle(seat),
      add: (area) => desk.add(area),
      signOf: (area) => desk.signOf(area),
      hovered: (seat, x, y) => (tip.value = seat === null ? null : { seat, x, y }),
      focused: (seat) => (spoken.value = seat),
    });
    surface.current = made;
    const stop = effect(() => {
      desk.states.version.value;
      desk.picked.value;
      desk.held.value;
      desk.places.value;
      desk.feature.value;
      made.changed();
    });
    return () => {
      stop();
      made.close();
    };
  }, [desk]);

  return (
    <div class="hall">
      <canvas
        ref={canvas}
        class="hall-canvas"
        tabIndex={0}
        role="application"
        aria-label="Hall plan"
        aria-describedby="hall-keys"
        data-testid="hall"
      />
      <p id="hall-keys" class="visually-hidden">
        {desk.hall.count > 0 &&
          'Arrow keys move from seat to seat, Enter chooses a seat or gives it back. All seats are also in the list “Choose seats by list”. '}
        Plus and minus zoom, 0 shows the whole hall.
        {desk.hall.areas.length > 0 &&
          ' Places in areas are chosen in the list “Without numbered seats”.'}
      </p>
      <p class="visually-hidden" role="status" data-testid="spoken-seat">
        {spoken.value !== null && describe(desk, spoken.value)}
      </p>
      {tip.value !== null && <Tooltip desk={desk} tip={tip.value} />}
      <div class="zoom" role="group" aria-label="Zoom">
        <button type="button" aria-label="Zoom in" onClick={() => surface.current?.zoomBy(1)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => surface.current?.zoomBy(-1)}>
          −
        </button>
        <button type="button" aria-label="Whole hall" onClick={() => surface.current?.whole()}>
          ⤢
        </button>
      </div>
    </div>
  );
}

function Tooltip({ desk, tip }: { desk: SeatDesk; tip: Tip }) {
  desk.states.version.value;
  return (
    <div class="tip" style={{ transform: `translate(${tip.x}px, ${tip.y}px)` }} aria-hidden="true">
      <div class="tip-box">
        <strong>{desk.hall.labelOf(tip.seat)}</strong>
        <span>{desk.termsOf(tip.seat)}</span>
      </div>
    </div>
  );
}

function describe(desk: SeatDesk, seat: number): string {
  desk.states.version.value;
  return `${desk.hall.labelOf(seat)}, ${desk.termsOf(seat)}`;
}
