package dev.parterre.reservation.web;

/// What the page of a problem says, as HTML.
///
/// @param when what happened
/// @param remedy what a client, or a person, can do about it
public record Explanation(String when, String remedy) {

  public static Explanation of(Problem problem) {
    return switch (problem) {
      case MALFORMED_REQUEST ->
          new Explanation(
              "The request could not be read: its body is not JSON, a member has the wrong type, is"
                  + " unknown or appears twice, or a header or parameter is not well-formed."
                  + " Nothing was changed.",
              "Correct the request; <code>detail</code> says where. Sent again unchanged, it is"
                  + " refused again.");
      case UNAUTHENTICATED ->
          new Explanation(
              "The call is for administrators, or for scanners, and the token was missing or"
                  + " wrong.",
              "Send the header <code>Authorization: Bearer &lt;token&gt;</code> with the token that"
                  + " the replicas were started with.");
      case FORBIDDEN ->
          new Explanation(
              "The call is for administrators, or for scanners, and this replica has no token.",
              "Start the replicas with <code>parterre.admin.token</code> or"
                  + " <code>PARTERRE_ADMIN_TOKEN</code>.");
      case NOT_FOUND ->
          new Explanation(
              "There is no such address, venue, event, seat, hold, reservation, entry of a waiting"
                  + " list or ticket key; or it is somebody else's, which looks the same.",
              "Check the address and the id. With <code>consistency=local</code> a replica that is"
                  + " behind may not know yet what already exists.");
      case SEATS_TAKEN ->
          new Explanation(
              "At least one of the seats is held, reserved or off sale. <code>conflicts</code>"
                  + " names all of them. None of the seats was taken. If the box office was to"
                  + " choose, it found none that are as wanted, and names none.",
              "Choose other seats, and send the new choice under a new"
                  + " <code>Idempotency-Key</code>.");
      case REQUEST_IN_PROGRESS ->
          new Explanation(
              "A request with the same <code>Idempotency-Key</code> is still running.",
              "Wait a moment and ask again with the same key: the answer will be that request's.");
      case NOT_ON_SALE ->
          new Explanation(
              "The event's tickets are not sold now: it was cancelled, the sale has not begun, or"
                  + " it is over. <code>saleFrom</code> and <code>saleUntil</code> say when it"
                  + " begins and ends, if that is limited. Nothing was changed.",
              "Before <code>saleFrom</code>, ask again then, under a new"
                  + " <code>Idempotency-Key</code>. Otherwise there is nothing to wait for.");
      case MEMBERSHIP_REFUSED ->
          new Explanation(
              "The members of the cluster, or its leader, cannot be changed like that."
                  + " <code>reason</code> says why: <code>another-under-way</code> (one change at a"
                  + " time), <code>not-caught-up</code> (the new replica is not running, or is"
                  + " still learning), <code>too-few-reachable</code> (too few of the future"
                  + " members answer), <code>address-not-reached</code> (the new replica does not"
                  + " answer at that address), <code>id-used</code> (a new replica needs a number"
                  + " higher than any before), <code>not-a-member</code>, <code>last-member</code>,"
                  + " <code>too-many</code>. Nothing was changed.",
              "Where the answer has <code>Retry-After</code>, as for the first four, ask again a"
                  + " little later; for the others, ask for something else.");
      case RESERVATION_CANCELLED ->
          new Explanation(
              "The reservation was cancelled before, and its seats were given back; it has no"
                  + " tickets. Nothing was changed.",
              "Make a new reservation, if the seats are still free.");
      case TICKET_USED ->
          new Explanation(
              "Somebody was let in with the tickets of seats that were to be exchanged;"
                  + " <code>seats</code> names them. Nothing was changed.",
              "Exchange the others only.");
      case HOLD_USED ->
          new Explanation(
              "The seats of this hold were reserved before, under another"
                  + " <code>Idempotency-Key</code>. Nothing was changed.",
              "If that was you, ask again with the key of the request that reserved them: the"
                  + " answer is the reservation, for 24 hours.");
      case HOLD_EXPIRED ->
          new Explanation(
              "The hold ran out or was released, and its seats may be somebody else's by now; or"
                  + " its seats were reserved. Of an entry of a waiting list: it was withdrawn, its"
                  + " offer was not taken in time, what it offered is reserved, or the event has"
                  + " started or was cancelled.",
              "Hold the seats again, if they are still free; or join the waiting list again.");
      case TOO_LARGE ->
          new Explanation(
              "The body is larger than this address accepts: 1 MiB, or 32 MiB for a seating plan.",
              "Send less.");
      case UNSUPPORTED_MEDIA_TYPE ->
          new Explanation(
              "The body is not declared as JSON in UTF-8.",
              "Send the header <code>Content-Type: application/json</code>, for a"
                  + " <code>PATCH</code> <code>application/merge-patch+json</code>, and the body"
                  + " without a content encoding.");
      case METHOD_NOT_ALLOWED ->
          new Explanation(
              "The address exists, but does not support this method.",
              "Use one of those in the header <code>Allow</code>.");
      case NOT_ACCEPTABLE ->
          new Explanation(
              "The header <code>Accept</code> admits nothing that this address answers with."
                  + " Nothing was changed.",
              "Admit <code>application/json</code>; for a stream, <code>text/event-stream</code>;"
                  + " for a file, what its name ends with says (<code>application/pdf</code>,"
                  + " <code>image/svg+xml</code>, <code>text/calendar</code>,"
                  + " <code>text/csv</code>).");
      case INVALID ->
          new Explanation(
              "The request could be read, but asks for something that is not possible."
                  + " <code>errors</code> lists what, each with a JSON pointer into the body."
                  + " Nothing was changed.",
              "Correct what is listed, and send it under a new <code>Idempotency-Key</code>.");
      case IDEMPOTENCY_KEY_REUSED ->
          new Explanation(
              "The <code>Idempotency-Key</code> was used before, for another request.",
              "Use a new key for each new request, and repeat a key only to retry exactly the same"
                  + " request.");
      case DIRECTIVE_REFUSED ->
          new Explanation(
              "The operator's directive does not fit the state of this replica. Nothing was done.",
              "<code>detail</code> says why. A slot can only be passed over where a replica is held"
                  + " at it.");
      case ORPHAN_SEAT ->
          new Explanation(
              "The choice would leave single free seats behind, which this event does not allow."
                  + " <code>orphans</code> names them.",
              "Move the choice by a seat, or take the single seat as well.");
      case LIMIT_EXCEEDED ->
          new Explanation(
              "The request asks for more seats than the event allows one customer or one hold, for"
                  + " more open holds than it allows one client, for more renewals of a hold, for"
                  + " more prices of an event in all its time, for more entries of a waiting list,"
                  + " for more seats that one e-mail address waits for,"
                  + " for a second payment of a hold, for more ticket keys of an event in all its"
                  + " time, for more admissions, or for more venues, events, seats of all"
                  + " events together, discount codes, or plans (by the memory they take) than a"
                  + " cluster keeps. <code>detail</code> names the limit. Nothing was changed.",
              "Take fewer seats, or redeem or release a hold; then ask with a new"
                  + " <code>Idempotency-Key</code>. The limits of a cluster are fixed: what it"
                  + " cannot keep needs another cluster.");
      case RATE_LIMITED ->
          new Explanation(
              "Too many requests in too short a time.",
              "Wait as long as <code>Retry-After</code> says.");
      case INTERNAL ->
          new Explanation(
              "The replica failed unexpectedly.",
              "Ask again with the same <code>Idempotency-Key</code>, perhaps at another replica."
                  + " Its operator finds the reason in its log.");
      case UNAVAILABLE ->
          new Explanation(
              "The replica could not reach enough others to answer, or is overloaded, or does not"
                  + " know yet that every replica supports what is asked. The request was not"
                  + " submitted.",
              "Ask again after <code>Retry-After</code>, here or at another replica.");
      case OUTCOME_UNKNOWN ->
          new Explanation(
              "The request was submitted, but its outcome was not known in time. It may or may not"
                  + " take effect.",
              "Ask again with the same <code>Idempotency-Key</code>, here or at another replica: it"
                  + " takes effect at most once.");
    };
  }
}
