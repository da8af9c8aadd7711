package dev.parterre.reservation.boxoffice;

/// What one command or deadline did to the seats of one event.
///
/// @param sequence counts the changes of the event, from 1 on
/// @param index the number of commands applied then
/// @param seats indices in the plan; not to be changed
/// @param statuses of these seats, as [SeatStatus#code]; not to be changed
public record SeatChange(long sequence, long index, int[] seats, byte[] statuses) {}
