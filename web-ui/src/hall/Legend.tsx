import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { pricesOf, ticketsOf } from '../ui/money.ts';
import { type SeatDesk, wordsFor } from './seatDesk.ts';
import { type Look, Sprites } from './sprites.ts';
import { darkQuery, readTheme } from './theme.ts';

const LOOKS: readonly (readonly [Look, string])[] = [
  ['picked', 'Chosen'],
  ['mine', 'Held for you'],
  ['held', 'Held by others'],
  ['reserved', 'Reserved'],
];

const DIMMED: readonly [Look, string] = ['dimmed', 'Other free seats'];

/** What each colour costs, and what the shapes of the seats mean. */
export function Legend({ desk, live }: { desk: SeatDesk; live: ReadonlySignal<boolean> }) {
  const { drawing } = desk.hall;
  return (
    <div class="legend">
      <ul aria-label="Prices">
        {drawing.categories.map(({ name }, category) => {
          const prices = pricesOf(ticketsOf(desk.event.prices[name]));
          return (
            <li key={name}>
              <Sample desk={desk} look="free" category={category} />
              {name}
              {prices !== '' && <strong>{prices}</strong>}
            </li>
          );
        })}
      </ul>
      <ul aria-label="Symbols" class="quiet">
        {(desk.feature.value === '' ? LOOKS : [...LOOKS, DIMMED]).map(([look, word]) => (
          <li key={look}>
            <Sample desk={desk} look={look} category={0} />
            {word}
          </li>
        ))}
      </ul>
      {desk.hall.features.length > 0 && <Filter desk={desk} />}
      <p class="legend-free quiet" data-testid="free-count">
        <span class={live.value ? 'pulse on' : 'pulse'} aria-hidden="true" />
        {desk.states.known.value
          ? `${count(desk.states.free.value)} of ${count(desk.hall.capacity)} free`
          : 'Checking what is free…'}
        {!live.value && desk.states.known.value && ' (reconnecting)'}
      </p>
    </div>
  );
}

/** Lets the buyer look for seats with one feature. */
function Filter({ desk }: { desk: SeatDesk }) {
  return (
    <label class="legend-filter">
      <span>Show</span>
      <select
        data-testid="feature"
        value={desk.feature.value}
        onChange={(event) => (desk.feature.value = event.currentTarget.value)}
      >
        <option value="">all seats</option>
        {desk.hall.features.map((feature) => (
          <option key={feature} value={feature}>
            {wordsFor(feature)}
          </option>
        ))}
      </select>
    </label>
  );
}

function count(places: number): string {
  return new Intl.NumberFormat().format(places);
}

const SAMPLE_PIXELS = 22;
const SAMPLE_RADIUS = 7.5;

function Sample(props: { desk: SeatDesk; look: Look; category: number }) {
  const { desk, look, category } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = useSignal(0);
  useEffect(() => {
    const repaint = () => painted.value++;
    const query = darkQuery();
    query.addEventListener('change', repaint);
    return () => query.removeEventListener('change', repaint);
  }, []);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (canvas.current && context) {
      const ratio = window.devicePixelRatio || 1;
      const side = Math.round(SAMPLE_PIXELS * ratio);
      canvas.current.width = canvas.current.height = side;
      const theme = readTheme(canvas.current, desk.hall);
      const sprite = new Sprites(theme).get(look, category, SAMPLE_RADIUS * ratio);
      context.drawImage(sprite, (side - sprite.width) / 2, (side - sprite.height) / 2);
    }
  }, [desk, look, category, painted.value]);
  return <canvas ref={canvas} class="sample" aria-hidden="true" />;
}
