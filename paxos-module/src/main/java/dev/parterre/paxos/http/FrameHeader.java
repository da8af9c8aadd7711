package dev.parterre.paxos.http;

/// What each frame says besides its content.
///
/// @param control what was read last of the control stream in the other direction
/// @param bulk likewise, of the bulk stream
/// @param forcedThrough the last log sequence that the sender knows to be durable
record FrameHeader(Read control, Read bulk, long forcedThrough) {

  /// The last frame of a stream that was read.
  ///
  /// @param stream the number by which its [Hello] names it; 0: none
  record Read(long stream, long number) {
    static final Read NOTHING = new Read(0, 0);
  }
}
