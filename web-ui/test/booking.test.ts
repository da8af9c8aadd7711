import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoxOffice } from '../src/api/boxOffice.ts';
import type { Event } from '../src/api/contract.ts';
import { Replicas } from '../src/api/replicas.ts';
import { Booking } from '../src/booking/booking.ts';
import { takeOffer } from '../src/booking/offer.ts';
import type { Area } from '../src/hall/plan.ts';
import { SeatDesk } from '../src/hall/seatDesk.ts';
import { SeatStates } from '../src/hall/seatStates.ts';
import { ticketsOf } from '../src/ui/money.ts';
import { longTime } from '../src/ui/times.ts';
import { hallOf } from './halls.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly body: unknown;
}

const EVENT = {
  eventId: '7',
  name: 'Event',
  venueId: '1',
  startsAt: '2026-12-12T18:30:00.000Z',
  prices: { A: { amount: '10.00', currency: 'EUR' } },
  holdSeconds: 600,
  maxSeats: 2,
};
const HOLD = {
  holdId: 'h',
  eventId: '7',
  seats: ['0-0', '0-1'].map((seat) => ({
    seat,
    label: seat,
    category: 'A',
    price: EVENT.prices.A,
  })),
  places: [],
  total: { amount: '20.00', currency: 'EUR' },
  expiresAt: '1970-01-01T00:10:00.000Z',
};

const PIT: Area = {
  shape: 'circle',
  x: 0,
  y: 0,
  radius: 50,
  places: { id: 'pit', name: 'Pit', c: 0, capacity: 10 },
};

/** A booking of seats 0-0 and 0-1; the box office answers with `replies`, in turn. */
function bookingWith(...replies: (() => Response)[]) {
  return bookingFor(EVENT, ...replies);
}

/** For an event of which full tickets cost twice as much as those for children. */
function typedBooking(...replies: (() => Response)[]) {
  const prices = { A: { full: EVENT.prices.A, child: { amount: '5.00', currency: 'EUR' } } };
  return bookingFor({ ...EVENT, prices, maxSeats: 9 }, ...replies);
}

function bookingFor(event: Event, ...replies: (() => Response)[]) {
  const calls: Call[] = [];
  const reserved: string[] = [];
  let time = 0;
  const replicas = new Replicas('http://one', {
    fetch: async (input, init) => {
      const path = new URL(String(input)).pathname.replace('/api/v1', '');
      const key = new Headers(init?.headers).get('Idempotency-Key');
      const body = init?.body === undefined ? null : JSON.parse(String(init.body));
      calls.push({ method: init?.method ?? '', path, key, body });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      return reply!();
    },
    now: () => ({ steady: time, wall: time }),
    sleep: async (millis) => void (time += millis),
  });
  const hall = hallOf(1, 5, 20, [PIT], [{ name: 'restricted-view', seats: [1, 3] }]);
  const states = new SeatStates(hall);
  states.snapshot({ ...NOTHING, index: 1 });
  const booking = new Booking(new BoxOffice(replicas), event, hall, states, ({ code }) =>
    reserved.push(code),
  );
  booking.toggle('0-0');
  booking.toggle('0-1');
  return { booking, states, calls, reserved, desk: new SeatDesk(event, hall, states, booking) };
}

const NOTHING = {
  eventId: '7',
  total: 5,
  free: 5,
  held: [],
  reserved: [],
  blocked: [],
  areas: [{ area: 'pit', free: 9 }],
};
const held = () => Response.json(HOLD, { status: 201 });
const unavailable = () => Response.json({ type: '/problems/unavailable' }, { status: 503 });
const problem = (status: number, slug: string, more: object) => () =>
  Response.json({ type: `/problems/${slug}`, detail: 'No.', ...more }, { status });

test('an offer of the waiting list becomes the booking, but never replaces another', async () => {
  const stored = new Map<string, string>();
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, value: string) => void stored.set(name, value),
      removeItem: (name: string) => void stored.delete(name),
    },
  });
  try {
    const { booking, calls } = bookingWith(() => Response.json(HOLD));
    const office = new BoxOffice(
      new Replicas('http://one', {
        fetch: async () => Response.json(HOLD),
        now: () => ({ steady: 0, wall: 0 }),
        sleep: async () => {},
      }),
    );
    await takeOffer(office, '7', 'h');
    await booking.resume();
    assert.equal(booking.hold.value?.holdId, 'h');
    await takeOffer(office, '7', 'h');
    await assert.rejects(takeOffer(office, '7', 'other'), /another booking/);
    assert.ok(calls.every(({ method }) => method === 'GET'));
  } finally {
    Reflect.deleteProperty(globalThis, 'sessionStorage');
  }
  const forbidding = new BoxOffice(
    new Replicas('http://one', {
      fetch: async () => Response.json(HOLD),
      now: () => ({ steady: 0, wall: 0 }),
      sleep: async () => {},
    }),
  );
  await assert.rejects(takeOffer(forbidding, '7', 'h'), /store data/);
});

test('no more seats are picked than the event allows, and none that are taken', () => {
  const { booking, states, calls } = bookingWith(held);
  booking.toggle('0-2');
  assert.deepEqual(booking.picked.value, ['0-0', '0-1']);
  booking.toggle('0-1');
  states.changes({ index: 2, changes: [{ seat: '0-3', status: 'held' }] });
  booking.toggle('0-3');
  assert.deepEqual(booking.picked.value, ['0-0']);
  assert.deepEqual(calls, []);
});

test('seats that somebody else held first are marked, given up and named', async () => {
  const conflicts = [{ seat: '0-1', status: 'reserved' }];
  const { booking, states } = bookingWith(problem(409, 'seats-taken', { conflicts }));
  await booking.take();
  assert.deepEqual(booking.picked.value, ['0-0']);
  assert.equal(states.of(1), 'reserved');
  assert.match(booking.message.value?.text ?? '', /Row 0, Seat 1 was just taken/);
});

test('the box office may choose the seats, and a retry asks for the same', async () => {
  const best = { quantity: 2, category: 'A', adjacent: true };
  const { booking, calls } = bookingWith(unavailable, held);
  await booking.takeBest(best);
  assert.ok(calls.length > 1);
  assert.deepEqual(
    calls.map(({ body }) => body),
    calls.map(() => ({ bestAvailable: best })),
  );
  assert.equal(new Set(calls.map(({ key }) => key)).size, 1);
  assert.deepEqual(booking.hold.value?.seats, HOLD.seats);
});

test('if there are no such seats, the box office says so and what is picked stays', async () => {
  const { booking } = bookingWith(problem(409, 'seats-taken', { conflicts: [] }));
  await booking.takeBest({ quantity: 2, adjacent: true });
  assert.equal(booking.message.value?.text, 'No.');
  assert.deepEqual(booking.picked.value, ['0-0', '0-1']);
});

test('asking again while the outcome is open keeps the key', async () => {
  const { booking, calls } = bookingWith(unavailable);
  await booking.take();
  assert.equal(booking.hold.value, null);
  await booking.take();
  assert.equal(new Set(calls.map(({ key }) => key)).size, 1);
  booking.toggle('0-1');
  await booking.take();
  assert.equal(new Set(calls.map(({ key }) => key)).size, 2);
});

test('a hold that ran out leaves its seats picked', async () => {
  const { booking, states } = bookingWith(held, problem(410, 'hold-expired', {}));
  await booking.take();
  states.changes({ index: 2, changes: HOLD.seats.map(({ seat }) => ({ seat, status: 'held' })) });
  booking.seatsChanged();
  assert.ok(booking.hold.value);
  await booking.reserve({ name: 'Ada', email: 'ada@example.org' });
  assert.equal(booking.hold.value, null);
  assert.deepEqual(booking.picked.value, ['0-0', '0-1']);
  assert.match(booking.message.value?.text ?? '', /ran out/);
});

test('a hold that was redeemed elsewhere ends, and its seats are not picked', async () => {
  const { booking } = bookingWith(held, problem(409, 'hold-used', {}));
  await booking.take();
  await booking.reserve({ name: 'Ada', email: 'ada@example.org' });
  assert.equal(booking.hold.value, null);
  assert.deepEqual(booking.picked.value, []);
  assert.match(booking.message.value?.text ?? '', /already reserved/);
});

test('a hold that is given back says whether it was still there', async () => {
  const given = () => new Response(null, { status: 204 });
  for (const [reply, said] of [
    [given, /free again/],
    [problem(410, 'hold-expired', {}), /already ended/],
  ] as const) {
    const { booking } = bookingWith(held, reply);
    await booking.take();
    await booking.release();
    assert.equal(booking.hold.value, null);
    assert.match(booking.message.value?.text ?? '', said);
  }
});

test('a hold becomes a reservation', async () => {
  const reservation = () => Response.json({ reservationId: 'r', code: 'ABCD' }, { status: 201 });
  const { booking, reserved, calls } = bookingWith(held, reservation);
  await booking.take();
  assert.ok(booking.remaining() > 0 && booking.remaining() <= 600_000);
  await booking.reserve({ name: 'Ada', email: 'ada@example.org' });
  assert.deepEqual(reserved, ['ABCD']);
  assert.deepEqual(booking.picked.value, []);
  assert.notEqual(calls[0]?.key, calls[1]?.key);
});

test('a picked seat that somebody else takes is given up', () => {
  const { booking, states } = bookingWith(held);
  states.changes({ index: 2, changes: [{ seat: '0-0', status: 'held' }] });
  booking.seatsChanged();
  assert.deepEqual(booking.picked.value, ['0-1']);
});

test('places count with the seats, up to what is allowed and what is left', () => {
  const { booking, states } = bookingWith(held);
  booking.choose('pit', 1, '');
  assert.deepEqual(booking.places.value, []);
  assert.match(booking.message.value?.text ?? '', /up to 2 seats and places here/);
  booking.toggle('0-0');
  booking.toggle('0-1');
  booking.choose('pit', 2, '');
  booking.toggle('0-0');
  assert.equal(booking.count(), 2);
  assert.deepEqual(booking.picked.value, []);
  states.changes({ index: 2, changes: [], areas: [{ area: 'pit', free: 1 }] });
  booking.seatsChanged();
  assert.deepEqual(booking.places.value, [{ area: 'pit', quantity: 1 }]);
  assert.match(booking.message.value?.text ?? '', /Only one place is left in Pit/);
  booking.choose('pit', 2, '');
  assert.deepEqual(booking.places.value, [{ area: 'pit', quantity: 1 }]);
  booking.choose('pit', 0, '');
  assert.equal(booking.count(), 0);
});

test('places are asked for beside seats, and those that are gone are given up', async () => {
  const conflicts = [
    { seat: '0-0', status: 'held' },
    { area: 'pit', free: 0 },
  ];
  const { booking, states, calls } = bookingWith(problem(409, 'seats-taken', { conflicts }));
  booking.toggle('0-1');
  booking.choose('pit', 1, '');
  await booking.take();
  assert.deepEqual(calls[0]?.body, { seats: ['0-0'], places: [{ area: 'pit', quantity: 1 }] });
  assert.deepEqual(booking.picked.value, []);
  assert.deepEqual(booking.places.value, []);
  assert.equal(states.freePlaces('pit'), 0);
  assert.match(booking.message.value?.text ?? '', /Seat 0 was just taken.* Pit is sold out/);
});

test('a hold that ran out leaves its places picked', async () => {
  const places = [{ area: 'pit', quantity: 2, name: 'Pit', category: 'A', price: EVENT.prices.A }];
  const hold = () => Response.json({ ...HOLD, seats: [], places }, { status: 201 });
  const { booking } = bookingWith(hold, problem(410, 'hold-expired', {}));
  await booking.take();
  await booking.check();
  assert.equal(booking.hold.value, null);
  assert.deepEqual(booking.places.value, [{ area: 'pit', quantity: 2 }]);
});

test('one more place is offered while there is one, the limit allows it and nothing is held', async () => {
  const { booking, states, desk } = bookingWith(held);
  assert.ok(!desk.canAdd('pit'));
  booking.toggle('0-0');
  assert.ok(desk.canAdd('pit'));
  desk.choose('pit', 1, '');
  assert.ok(!desk.canAdd('pit'));
  booking.toggle('0-1');
  states.changes({ index: 2, changes: [], areas: [{ area: 'pit', free: 1 }] });
  assert.ok(!desk.canAdd('pit'));
  assert.deepEqual(desk.signOf('pit'), { text: '1 left · 1 yours', open: true });
  desk.choose('pit', 0, '');
  assert.ok(desk.canAdd('pit') && desk.canChange());
  states.changes({ index: 3, changes: [], areas: [{ area: 'pit', free: 0 }] });
  assert.ok(!desk.canAdd('pit'));
  assert.deepEqual(desk.signOf('pit'), { text: 'sold out', open: false });
  states.changes({ index: 4, changes: [], areas: [{ area: 'pit', free: 9 }] });
  booking.toggle('0-1');
  await booking.take();
  assert.ok(!desk.canAdd('pit') && !desk.canChange());
});

test('a hold of places alone is checked when places come back', async () => {
  const places = [{ area: 'pit', quantity: 2, name: 'Pit', category: 'A', price: EVENT.prices.A }];
  const hold = () => Response.json({ ...HOLD, seats: [], places }, { status: 201 });
  const { booking, states, calls } = bookingWith(hold, problem(410, 'hold-expired', {}));
  await booking.take();
  const free = (index: number, left: number) => {
    states.changes({ index, changes: [], areas: [{ area: 'pit', free: left }] });
    booking.seatsChanged();
  };
  free(2, 7);
  free(3, 5);
  assert.equal(calls.length, 1);
  free(4, 7);
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(calls.length, 2);
  assert.equal(booking.hold.value, null);
});

test('a seat has the ticket type that was chosen, and otherwise the first', async () => {
  const { booking, desk, calls } = typedBooking(held);
  assert.equal(desk.typeOf(0), 'full');
  desk.setType(1, 'child');
  desk.choose('pit', 1, 'child');
  booking.picks.discountCode.value = ' early ';
  assert.deepEqual(desk.priceOf(1), { amount: '5.00', currency: 'EUR' });
  await booking.take();
  assert.deepEqual(calls[0]?.body, {
    seats: [
      { seat: '0-0', type: 'full' },
      { seat: '0-1', type: 'child' },
    ],
    places: [{ area: 'pit', quantity: 1, type: 'child' }],
    discountCode: 'early',
  });
});

test('a code that is refused stays in its field, with what is wrong', async () => {
  const errors = [{ pointer: '/discountCode', detail: 'No such code.' }];
  const { booking } = typedBooking(problem(422, 'invalid', { errors }));
  booking.picks.discountCode.value = 'x';
  await booking.take();
  assert.deepEqual(booking.faults.value, errors);
  assert.equal(booking.picks.discountCode.value, 'x');
  assert.deepEqual(booking.picked.value, ['0-0', '0-1']);
});

test('a hold that ran out leaves its ticket types chosen', async () => {
  const seats = [{ ...HOLD.seats[0]!, type: 'child' }];
  const places = [
    { area: 'pit', quantity: 1, name: 'Pit', category: 'A', price: EVENT.prices.A, type: 'child' },
  ];
  const hold = () => Response.json({ ...HOLD, seats, places }, { status: 201 });
  const { booking, desk } = typedBooking(hold, problem(410, 'hold-expired', {}));
  await booking.take();
  await booking.check();
  assert.equal(desk.typeOf(0), 'child');
  assert.equal(desk.typeOf(1), 'full');
  assert.deepEqual(booking.places.value, [{ area: 'pit', quantity: 1, type: 'child' }]);
});

test('places of two types share what is left of their area', () => {
  const { booking, states, desk } = typedBooking(held);
  booking.toggle('0-0');
  booking.toggle('0-1');
  states.changes({ index: 2, changes: [], areas: [{ area: 'pit', free: 3 }] });
  desk.choose('pit', 2, 'full');
  desk.choose('pit', 2, 'child');
  assert.equal(desk.quantityOf('pit'), 3);
  assert.equal(desk.quantityOf('pit', 'child'), 1);
  states.changes({ index: 3, changes: [], areas: [{ area: 'pit', free: 2 }] });
  booking.seatsChanged();
  assert.deepEqual(booking.places.value, [{ area: 'pit', quantity: 2, type: 'full' }]);
  desk.add('pit');
  assert.equal(desk.quantityOf('pit'), 2);
});

test('places of a type that an area no longer sells are not picked', () => {
  const { booking } = typedBooking(held);
  booking.picks.set([], [{ area: 'pit', quantity: 2 }], {});
  assert.deepEqual(booking.places.value, []);
  booking.picks.set([], [{ area: 'pit', quantity: 2, type: 'child' }], {});
  assert.equal(booking.count(), 2);
});

test('tickets are money, or money by type, whatever a type is called', () => {
  const price = { amount: '1.00', currency: 'EUR' };
  assert.deepEqual(ticketsOf(price), [{ type: '', price }]);
  assert.deepEqual(ticketsOf({ amount: price, currency: price }), [
    { type: 'amount', price },
    { type: 'currency', price },
  ]);
  assert.deepEqual(ticketsOf(undefined), []);
});

test('a time is shown in the zone of the venue, or in the reader’s if that is unknown', () => {
  assert.match(
    longTime('2026-12-12T18:30:00.000Z', 'Asia/Tokyo'),
    /December 13, 2026 .*3:30.* GMT\+9$/,
  );
  assert.equal(
    longTime('2026-12-12T18:30:00.000Z', 'Europe/Atlantis'),
    longTime('2026-12-12T18:30:00.000Z'),
  );
});

test('a buyer who looks for a feature sees other free seats dimmed, and it is said of a seat', () => {
  const { desk, states } = bookingWith(held);
  states.changes({ index: 2, changes: [{ seat: '0-3', status: 'held' }] });
  assert.match(desk.termsOf(1), /^A, restricted view, .*chosen$/);
  desk.feature.value = 'restricted-view';
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((seat) => desk.shown(seat)),
    ['picked', 'picked', 'dimmed', 'held', 'dimmed'],
  );
  assert.deepEqual(
    [1, 2].map((seat) => desk.matches(seat)),
    [true, false],
  );
});
