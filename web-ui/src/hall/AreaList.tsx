import { formatMoney } from '../ui/money.ts';
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
            <Stepper desk={desk} area={area} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Stepper({ desk, area }: { desk: SeatDesk; area: PlaceArea }) {
  const quantity = desk.quantityOf(area.id);
  return (
    <span class="stepper" role="group" aria-label={`Places in ${area.name}`}>
      <button
        type="button"
        class="button"
        aria-label={`One place less in ${area.name}`}
        aria-disabled={quantity === 0 || !desk.canChange()}
        onClick={() => quantity > 0 && desk.choose(area.id, quantity - 1)}
      >
        −
      </button>
      <output data-testid="quantity">{quantity}</output>
      <button
        type="button"
        class="button"
        aria-label={`One place more in ${area.name}`}
        aria-disabled={!desk.canAdd(area.id)}
        onClick={() => desk.choose(area.id, quantity + 1)}
      >
        +
      </button>
    </span>
  );
}

function termsOf(desk: SeatDesk, area: PlaceArea): string {
  desk.states.version.value;
  const price = desk.event.prices[area.category];
  return [price && formatMoney(price), desk.leftOf(area)].filter((term) => term).join(', ');
}
