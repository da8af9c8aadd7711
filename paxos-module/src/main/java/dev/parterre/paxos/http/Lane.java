package dev.parterre.paxos.http;

/// The two streams in each direction between two replicas.
enum Lane {
  CONTROL(Purpose.CONTROL, Bounds.CONTROL_BATCH_BYTES),
  BULK(Purpose.BULK, Bounds.BULK_BATCH_BYTES);

  final Purpose purpose;

  /// A message that would make a batch larger than this waits for the next batch.
  final int batchBytes;

  Lane(Purpose purpose, int batchBytes) {
    this.purpose = purpose;
    this.batchBytes = batchBytes;
  }
}
