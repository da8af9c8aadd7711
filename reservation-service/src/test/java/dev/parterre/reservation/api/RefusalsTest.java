package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.web.Explanation;
import dev.parterre.reservation.web.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {

  @ParameterizedTest
  @EnumSource(Limited.class)
  void each_limit_is_explained(Limited limited) {
    var named =
        switch (limited) {
          case SEATS_OF_A_CUSTOMER -> "one customer or one hold";
          case RENEWALS -> "more renewals of a hold";
          case HOLDS_OF_A_CLIENT -> "open holds than it allows one client";
          case VENUES -> "venues";
          case EVENTS -> "events";
          case SEATS_ON_SALE -> "seats of all events together";
          case SEATS_WAITED_FOR -> "seats that one e-mail address waits for";
          case WAITING_LISTS, WAITING_LIST -> "entries of a waiting list";
          case TICKET_KEYS -> "more ticket keys of an event";
          case ADMISSIONS -> "more admissions";
          case PAYMENTS_OF_A_HOLD -> "a second payment of a hold";
          case RENEWALS_OF_AN_OFFER -> "more renewals of a hold";
          case DISCOUNTS -> "discount codes";
          case FARES -> "prices of an event";
          case PLANS_WEIGHT -> "plans (by the memory they take)";
        };
    assertThat(Explanation.of(Problem.LIMIT_EXCEEDED).when()).contains(named);
  }
}
