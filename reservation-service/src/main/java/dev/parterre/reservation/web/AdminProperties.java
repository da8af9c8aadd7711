package dev.parterre.reservation.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param token the bearer token of admin calls; without one, all of them are refused
@ConfigurationProperties("parterre.admin")
record AdminProperties(@Nullable String token) {}
