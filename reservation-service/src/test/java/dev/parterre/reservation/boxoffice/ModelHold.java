package dev.parterre.reservation.boxoffice;

/// An open hold, as the model of [BoxOfficeModelTest] has it.
record ModelHold(Client client, int seconds, int renewals, long endMillis) {
  static ModelHold since(long millis, Client client, int seconds, int renewals) {
    return new ModelHold(
        client, seconds, renewals, millis + seconds * 1_000L + (seconds + 1) / 2 + 100);
  }

  ModelHold renewed(long millis) {
    return since(millis, client, seconds, renewals + 1);
  }
}
