import { pricesOf } from '../ui/money.ts';
import type { PlaceArea } from './plan.ts';
import type { SeatDesk } from './seatDesk.ts';

/** The areas with places: what is left of each, and how many of them this buyer wants. */
export function AreaList({ desk }: { desk: SeatDesk }) {
  const { areas } = desk.hall;
  return areas.length === 0 ? null : (
    <section class="area-list panel" aria-label="Areas without numbered seats">
      <h2>Without numbered seats</h2>
      <ul class="seats">
        {areas.map((area) => (
          <li key={area.id} data-area={area.id}>
            <span>
              {area.name}
              <span class="quiet line-terms">{termsOf(desk, area)}</span>
            </span>
            <span class="steppers">
              {typesIn(desk, area).map((type) => (
                <Stepper key={type} desk={desk} area={area} type={type} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One that is empty for an area with one price, or none. */
function typesIn(desk: SeatDesk, area: PlaceArea): readonly string[] {
  const types = desk.ticketsIn(area.id).map(({ type }) => type);
  return types.length === 0 ? [''] : types;
}

function Stepper({ desk, area, type }: { desk: SeatDesk; area: PlaceArea; type: string }) {
  const quantity = desk.quantityOf(area.id, type);
  const place = type === '' ? 'place' : `place (${type})`;
  return (
    <span
      class="stepper"
      role="group"
      data-type={type}
      aria-label={type === '' ? `Places in ${area.name}` : `Places in ${area.name}, ${type}`}
    >
      {type !== '' && <span class="quiet">{type}</span>}
      <button
        type="button"
        class="button"
        aria-label={`One ${place} less in ${area.name}`}
        aria-disabled={quantity === 0 || !desk.canChange()}
        onClick={() => quantity > 0 && desk.choose(area.id, quantity - 1, type)}
      >
        −
      </button>
      <output data-testid="quantity">{quantity}</output>
      <button
        type="button"
        class="button"
        aria-label={`One ${place} more in ${area.name}`}
        aria-disabled={!desk.canAdd(area.id)}
        onClick={() => desk.choose(area.id, quantity + 1, type)}
      >
        +
      </button>
    </span>
  );
}

function termsOf(desk: SeatDesk, area: PlaceArea): string {
  desk.states.version.value;
  return [pricesOf(desk.ticketsIn(area.id)), desk.leftOf(area)].filter((term) => term).join(', ');
}
