package dev.parterre.reservation.boxoffice;

/// How one command or deadline changed the seats and places of one event.
///
/// @param sequence counts the changes of the event, from 1
/// @param index the index of the state after the change
/// @param seats indices in the plan; not to be changed
/// @param statuses the new status of each of these seats, as [SeatStatus#code]; not to be changed
/// @param areas indices in the plan; not to be changed
/// @param free how many places each of these areas has left; not to be changed
public record SeatChange(
    long sequence, long index, int[] seats, byte[] statuses, int[] areas, int[] free) {}
