import { signal } from '@preact/signals';
import type { BoxOffice } from '../api/boxOffice.ts';
import type { Cluster } from '../api/contract.ts';

const POLL_MILLIS = 2_000;

/** Polls the cluster every two seconds, to know the other replicas and to show them. */
export class ClusterWatch {
  readonly cluster = signal<Cluster | null>(null);
  readonly answering = signal(true);
  private readonly office: BoxOffice;

  constructor(office: BoxOffice) {
    this.office = office;
  }

  async run(): Promise<never> {
    for (;;) {
      if (document.visibilityState === 'visible') {
        await this.look();
      }
      await this.office.replicas.surroundings.sleep(POLL_MILLIS);
    }
  }

  private async look(): Promise<void> {
    try {
      this.cluster.value = await this.office.cluster();
      this.answering.value = true;
    } catch {
      this.answering.value = false;
    }
  }
}
