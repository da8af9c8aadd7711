import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Hold } from '../api/contract.ts';
import { Bill } from './Bill.tsx';
import type { Booking } from './booking.ts';
import { formatRemaining } from './countdown.ts';

const TICK_MILLIS = 250;
const CHECK_MILLIS = 2_000;
const URGENT_MILLIS = 60_000;

export function HoldForm({ booking, hold }: { booking: Booking; hold: Hold }) {
  return (
    <>
      <h2>Held for you</h2>
      <Countdown booking={booking} />
      <Bill {...hold} />
      <CustomerForm booking={booking} />
    </>
  );
}

function Countdown({ booking }: { booking: Booking }) {
  const left = useSignal(booking.remaining());
  const spoken = useSignal('');
  useEffect(() => {
    let checked = 0;
    const tick = () => {
      left.value = booking.remaining();
      spoken.value = milestone(left.value);
      if (left.value === 0 && performance.now() - checked > CHECK_MILLIS) {
        checked = performance.now();
        void booking.check();
      }
    };
    tick();
    const timer = setInterval(tick, TICK_MILLIS);
    return () => clearInterval(timer);
  }, [booking]);
  const whole = Math.max(booking.event.holdSeconds * 1_000, left.value); // an offer may be longer
  return (
    <div class={left.value < URGENT_MILLIS ? 'countdown urgent' : 'countdown'}>
      <span class="countdown-time" role="timer" data-testid="countdown">
        {formatRemaining(left.value)}
      </span>
      <span class="quiet">{left.value === 0 ? 'checking your hold…' : 'left to reserve'}</span>
      <progress max={whole} value={left.value} aria-label="Time left on your hold" />
      <span class="visually-hidden" role="status">
        {spoken.value}
      </span>
    </div>
  );
}

function CustomerForm({ booking }: { booking: Booking }) {
  const form = useRef<HTMLFormElement>(null);
  const busy = booking.busy.value;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.current !== null) {
      const data = new FormData(form.current);
      const text = (name: string) => String(data.get(name) ?? '').trim();
      void booking.reserve({ name: text('name'), email: text('email') });
    }
  };
  return (
    <form ref={form} class="customer" onSubmit={submit}>
      <label class="field">
        <span>Name</span>
        <input name="name" required maxLength={200} autocomplete="name" pattern=".*\S.*" />
        <FaultOf booking={booking} pointer="/customer/name" />
      </label>
      <label class="field">
        <span>Email</span>
        <input name="email" type="email" required maxLength={254} autocomplete="email" />
        <FaultOf booking={booking} pointer="/customer/email" />
      </label>
      <button type="submit" class="button primary" disabled={busy !== null} data-testid="reserve">
        {busy === 'reserve' ? 'Reserving…' : 'Reserve'}
      </button>
      <button
        type="button"
        class="button"
        disabled={busy !== null}
        data-testid="release"
        onClick={() => void booking.release()}
      >
        {busy === 'release' ? 'Releasing…' : 'Release'}
      </button>
    </form>
  );
}

function FaultOf({ booking, pointer }: { booking: Booking; pointer: string }) {
  const fault = booking.faults.value.find((one) => one.pointer === pointer);
  return fault === undefined ? null : <span class="fault">{fault.detail}</span>;
}

/** The time left for screen readers: it changes about once a minute, not every second. */
function milestone(millis: number): string {
  const minutes = Math.ceil(millis / 60_000);
  if (millis <= 0) {
    return '';
  }
  const unit = minutes === 1 ? 'minute' : 'minutes';
  return millis < 30_000 ? 'Less than half a minute left.' : `${minutes} ${unit} or less left.`;
}
