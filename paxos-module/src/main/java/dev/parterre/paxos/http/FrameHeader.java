package dev.parterre.paxos.http;

/// What each frame says beside its content.
///
/// @param control what was read last of the stream of that class in the other direction
/// @param bulk likewise
/// @param forcedThrough the last log sequence that the sender knows to be durable
record FrameHeader(Read control, Read bulk, long forcedThrough) {

  /// The frame of a stream that was read last.
  ///
  /// @param stream as its [Hello] names it; 0: none
  record Read(long stream, long number) {
    static final Read NOTHING = new Read(0, 0);
  }
}
