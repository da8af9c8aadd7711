package dev.parterre.reservation.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param token what admin calls must show; without one, all of them are refused
@ConfigurationProperties("parterre.admin")
record AdminProperties(@Nullable String token) {}
