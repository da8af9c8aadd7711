package dev.parterre.paxos.http;

/// The two streams in each direction between two replicas.
enum Lane {
  CONTROL(Purpose.CONTROL, Bounds.CONTROL_BATCH_BYTES),
  BULK(Purpose.BULK, Bounds.BULK_BATCH_BYTES);

  final Purpose purpose;

  /// A batch takes no further message that would make it larger.
  final int batchBytes;

  Lane(Purpose purpose, int batchBytes) {
    this.purpose = purpose;
    this.batchBytes = batchBytes;
  }
}
